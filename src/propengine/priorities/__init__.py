"""In which order an office may take up its cases: by criteria that it declares, never by who a person is.

It ranks cases and nothing else, and shares nothing with how a case is decided: no fact, no class, no range.
Of the law it knows how ids, texts and exact numbers are written, of notation how YAML is read with places.

Read the modules in this order.

persons (what no criterion may ask) -> criteria -> cases -> scores -> settling (what an answer would settle)
-> ranking -> loading (of both files, every fault at once) -> report (as plain data);
conflicts (between two offices) stands beside the ranking.
"""
