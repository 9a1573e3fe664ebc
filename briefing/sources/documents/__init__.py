"""Plain-text documents: one rule a file, each about a habit of many publishers.

- text.py: a document -> drafts; chooses between the shapes below
- newsletter.py: running text of one story
- aggregator.py: a page's own story and "similar news" glued below it
- markdown.py: Markdown with front matter
- boilerplate.py: greetings, sign-up lines, what a site says about itself
- captions.py: WATCH lines, photo captions and credits, the author's "— Name"
- names.py: where a credit or a name ends
- glue.py: a headline glued to its teaser
- tags.py: tags without separators
- why.py: the label "Why It Matters"

A rule may delete passages and white space; it never adds or changes a letter.
"""

__all__: list[str] = []
