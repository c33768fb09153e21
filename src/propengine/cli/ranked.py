"""A ranking of cases as a person reads it."""

from collections.abc import Iterator
from fractions import Fraction

from propengine.explain.page import ASIDE, GAP, HEAD, UNSURE, Line, Span, head, line, section
from propengine.explain.phrases import Phrases
from propengine.law.elements import Texts
from propengine.priorities.criteria import Criterion, OfNumber, OfWords
from propengine.priorities.ranking import Ranked, Ranking
from propengine.priorities.report import ADVICE
from propengine.priorities.scores import Contribution, Points
from propengine.priorities.settling import Others, Question
from propengine.v1 import law_pb2


def told_ranking(ranking: Ranking, phrases: Phrases) -> Iterator[Line]:
    """Yield a ranking: each case with its points, what would settle a rank, and what was gone by."""
    telling = _Telling(ranking, phrases)
    yield head(telling.said(ranking.criteria.title))
    for one in ranking.ranked:
        yield GAP
        yield from telling.case(one)
    yield from section(phrases.say("ranking.structures"), telling.structures())
    yield from section(phrases.say("ranking.criteria"), telling.criteria())
    yield GAP
    yield line(telling.said(dict(ADVICE)), indent=0)


class _Telling:
    """One ranking in one language."""

    def __init__(self, ranking: Ranking, phrases: Phrases) -> None:
        self.ranking = ranking
        self.phrases = phrases

    def said(self, texts: Texts) -> str:
        """Return what the criteria say, in this language or another."""
        return self.phrases.said(law_pb2.Text(**{str(language): text for language, text in texts.items()}))

    def number(self, number: Fraction) -> str:
        return self.phrases.conventions.number(number)

    def points(self, points: Points) -> str:
        """Return points as one number, or from the least to the most."""
        least = self.number(points.least)
        if points.known:
            return least
        return self.phrases.say("range.between", least=least, most=self.number(points.most))

    def rank(self, one: Ranked) -> str:
        """Return the rank of a case, or between which it is."""
        if one.best == one.worst:
            return self.phrases.say("programmes.rank", rank=one.best)
        return self.phrases.say("ranking.rank-between", best=one.best, worst=one.worst)

    def case(self, one: Ranked) -> Iterator[Line]:
        """Yield a case: its rank, its points by criterion, what would settle its rank."""
        of = self.phrases.say(
            "ranking.points",
            points=self.points(one.score.points),
            most=self.number(self.ranking.criteria.most_points),
        )
        number, told = Span(one.case.number, HEAD), self.phrases.clauses([self.rank(one), of])
        yield line(*self.phrases.spans("answer.of", subject=number, said=told), indent=0)
        if one.tied.count:
            yield line(self.phrases.say("ranking.tied", cases=self.others(one.tied)))
        yield from map(self.contribution, one.score.contributions)
        yield from self.settling(one)

    def contribution(self, part: Contribution) -> Line:
        """Return what a criterion gives a case."""
        criterion = self.ranking.criteria.criteria[part.criterion]
        answer = self.answer(criterion, part)
        of = self.phrases.say(
            "ranking.points", points=self.points(part.points), most=self.number(criterion.weight)
        )
        told = self.phrases.spans("answer.clauses", first=answer, rest=of)
        return line(*self.phrases.spans("answer.of", subject=self.said(criterion.name), said=told))

    def answer(self, criterion: Criterion, part: Contribution) -> str | Span:
        """Return an answer in words, or that it is not known."""
        match criterion.answer, part.answer:
            case _, None:
                return Span(self.phrases.say("answer.not-known"), UNSURE)
            case OfNumber() as way, Fraction() as number:
                return f"{self.number(number)} ({self.said(way.unit)})"
            case OfWords() as way, answer:
                return next(self.said(word.name) for word in way.words if word.word == answer)
            case _, answer:
                return self.phrases.say("answer.yes" if answer == "yes" else "answer.no")

    def settling(self, one: Ranked) -> Iterator[Line]:
        """Yield what would leave a case one rank: one answer where one does, else all that do together."""
        if one.settling is None:
            return
        if one.settling.alone:
            yield line(self.phrases.say("ranking.one-settles"))
            yield from (line(self.question(asked, one), indent=2) for asked in one.settling.alone)
            return
        yield line(self.phrases.say("ranking.all-settle"))
        number = one.case.number
        yield from (line(self.question(Question(number, id_), one), indent=2) for id_ in one.settling.own)
        if one.settling.others.count:
            cases = self.others(one.settling.others)
            yield line(self.phrases.say("ranking.unknown-of-others", cases=cases), indent=2)

    def others(self, others: Others) -> str:
        """Return the numbers of cases, or those of the first and how many more there are."""
        more = others.count - len(others.first)
        if not more:
            return self.phrases.listed(others.first)
        return self.phrases.say("ranking.and-more", cases=", ".join(others.first), count=more)

    def question(self, asked: Question, one: Ranked) -> str:
        """Return a question, and of which case it is asked where that is another."""
        question = self.said(self.ranking.criteria.criteria[asked.criterion].question)
        if asked.case == one.case.number:
            return question
        return self.phrases.say("answer.of", subject=asked.case, said=question)

    def structures(self) -> Iterator[Line]:
        """Yield the cases of each criminal structure."""
        for id_, cases in self.ranking.structures.items():
            told = self.phrases.clauses(f"{one.case.number}, {self.rank(one)}" for one in cases)
            yield line(self.phrases.say("answer.of", subject=id_, said=told))

    def criteria(self) -> Iterator[Line]:
        """Yield each criterion: its weight, why the office goes by it, and who says so."""
        for _, criterion in self.ranking.criteria.heaviest_first:
            weight = self.phrases.say(
                "answer.of", subject=self.said(criterion.name), said=self.weight(criterion)
            )
            yield line(f"{weight}. {self.said(criterion.why)}", Span(f" [{criterion.source}]", ASIDE))

    def weight(self, criterion: Criterion) -> str:
        """Return what the fullest answer is worth, and from which number on."""
        points, way = self.number(criterion.weight), criterion.answer
        if not isinstance(way, OfNumber):
            return self.phrases.say("ranking.at-most", points=points)
        number, unit = self.number(way.cap), self.said(way.unit)
        return self.phrases.say("ranking.at-most-from", points=points, number=number, unit=unit)
