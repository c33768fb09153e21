"""How one case is decided. Start at `deciding.decide`; each line below is one step of the way to it.

What a module needs stands before it, on its own line or on one above.

a case as it was read      case, refusals -> desk, days, items -> ages, records, item_reader
                           -> facts -> intake
what is not known of it    measuring, breaks, conditions -> item_profiles -> worlds
a law made ready           bounded, exact -> compiled
a law decided once         verdicts -> runs, ranking -> passages, making -> concluding
what is said of that       serving, refining, statables, trace, examples, marks, ways -> answers, outcome
                           -> groups
every way to apply it      milder -> choosing (readings, findings, steps that a court may take)
the answer, its parts      decisive, changes -> change_sets -> open_acts -> decision
the milder law             applying
what would change it       kinds -> turning -> pairs, witnesses, taking_back, stating -> hinges
what it hinges on          redeciding, reaching -> interplay -> changing, acting (only when asked for)
the answer as a whole      report
both readers               rete, boundaries -> evaluators
"""
