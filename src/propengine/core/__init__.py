"""What a law means: the only place that says what a condition, a number, an end, a step or a gate means.

Read the modules in this order; each needs only those before it.

comparisons, slots, resolution, lengths -> formulas, ends -> profiles (what a law tells apart), numbers,
statements -> quantities, steps, gates, levels (the order in which statements can be decided) -> lowering
(from what a law says to what it means) -> moves (what steps make of a range), relevance (what an answer can
depend on).

Readers (the exact reader and Rete in `engine`) start from these nodes and add no meaning of their own.
"""
