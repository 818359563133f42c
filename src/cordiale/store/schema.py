"""The tables of the record file and the steps from one schema version to the next.

`PRAGMA user_version` counts the steps taken; a step, once released, is never edited. `PRAGMA application_id` says that
a database is a record of Cordiale.
"""

from __future__ import annotations

APPLICATION = 0x436F7264  # "Cord"

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE capture (
        id TEXT PRIMARY KEY, media_type TEXT NOT NULL, data BLOB NOT NULL, size INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE page (
        document TEXT PRIMARY KEY, capture TEXT NOT NULL REFERENCES capture (id), url TEXT, metadata TEXT NOT NULL,
        stage TEXT NOT NULL, article TEXT
    ) STRICT;
    CREATE INDEX page_article ON page (article);
    CREATE TABLE article (
        place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, body TEXT NOT NULL,
        mentions TEXT NOT NULL
    ) STRICT;
    CREATE INDEX article_document ON article (document);
    CREATE VIRTUAL TABLE article_text USING fts5 (title, text, tokenize = 'unicode61 remove_diacritics 2');
    CREATE TABLE item (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, place INTEGER NOT NULL, standing TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX item_kind ON item (kind, place);
    CREATE TABLE twin (
        first TEXT NOT NULL, second TEXT NOT NULL, why TEXT NOT NULL, similarity REAL NOT NULL,
        PRIMARY KEY (first, second, why)
    ) STRICT;
    CREATE TABLE judgement (
        id INTEGER PRIMARY KEY AUTOINCREMENT, verdict TEXT NOT NULL, items TEXT NOT NULL, reason TEXT NOT NULL,
        at TEXT NOT NULL, undoes INTEGER REFERENCES judgement (id)
    ) STRICT;
    CREATE TABLE issue (
        document TEXT NOT NULL, code TEXT NOT NULL, what TEXT NOT NULL, PRIMARY KEY (document, code, what)
    ) STRICT;
    CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    """,
    "ALTER TABLE judgement ADD COLUMN documents TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE page ADD COLUMN origin TEXT;\nCREATE INDEX page_origin ON page (origin)",
    """
    CREATE TABLE event_file (
        place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, origin TEXT NOT NULL UNIQUE,
        format TEXT NOT NULL, stage TEXT NOT NULL, row_count INTEGER NOT NULL, coded INTEGER NOT NULL, left_out TEXT NOT NULL
    ) STRICT;
    CREATE TABLE coded_event (
        file INTEGER NOT NULL REFERENCES event_file (place) ON DELETE CASCADE, row INTEGER NOT NULL, day INTEGER NOT NULL,
        pair TEXT, actor TEXT NOT NULL, actor_sector TEXT, actor_words TEXT NOT NULL, recipient TEXT NOT NULL,
        recipient_sector TEXT, recipient_words TEXT NOT NULL, type TEXT, quad_class INTEGER NOT NULL, code TEXT NOT NULL,
        contexts TEXT NOT NULL, place TEXT, key INTEGER NOT NULL, PRIMARY KEY (file, row)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX coded_event_pair ON coded_event (pair) WHERE pair IS NOT NULL;
    CREATE TABLE coded_rows (
        file INTEGER NOT NULL REFERENCES event_file (place) ON DELETE CASCADE, first INTEGER NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (file, first)
    ) STRICT, WITHOUT ROWID
    """,
    # `apart` is ours, see store/words.py. The record is rebuilt once, so that its items come into the index.
    """
    UPDATE article_text SET title = apart(title), text = apart(text);
    CREATE VIRTUAL TABLE item_text USING fts5 (text, id UNINDEXED, tokenize = 'unicode61 remove_diacritics 2');
    DELETE FROM state WHERE key = 'built_from'
    """,
    # What was issued is kept for ever: forecasts and questions, and beside them what became of them and how they scored.
    """
    CREATE TABLE issued (
        place INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, pair TEXT, subject TEXT, at TEXT NOT NULL,
        body BLOB NOT NULL
    ) STRICT;
    CREATE INDEX issued_kind ON issued (kind, pair);
    CREATE INDEX issued_subject ON issued (subject) WHERE subject IS NOT NULL;
    CREATE TRIGGER issued_stays BEFORE UPDATE ON issued BEGIN SELECT RAISE(ABORT, 'what was issued never changes'); END;
    CREATE TRIGGER issued_is_kept BEFORE DELETE ON issued BEGIN SELECT RAISE(ABORT, 'what was issued is kept'); END
    """,
    # Joining goes on where it stopped: what each article tells and with what it is compared, which articles were read or
    # taken out since, which buckets of mentions are due, and what items are looked up by. All is made anew from the articles.
    """
    DROP TABLE item;
    CREATE TABLE item (
        place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, bucket TEXT NOT NULL, day TEXT NOT NULL,
        standing TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX item_order ON item (kind, day, id);
    CREATE INDEX item_bucket ON item (kind, bucket);
    CREATE TABLE item_state (
        code TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (code, kind, day, item)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX item_state_item ON item_state (item);
    CREATE TABLE item_pair (
        pair TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (pair, kind, day, item)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX item_pair_item ON item_pair (item);
    CREATE TABLE item_name (
        country TEXT NOT NULL, name TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (country, name, item)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX item_name_item ON item_name (item);
    DELETE FROM item_text;
    DELETE FROM twin;
    CREATE INDEX twin_second ON twin (second);
    CREATE TABLE mention (
        place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, bucket TEXT NOT NULL, article TEXT NOT NULL,
        item TEXT, words TEXT NOT NULL, is_taken_back INTEGER NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX mention_bucket ON mention (kind, bucket);
    CREATE INDEX mention_article ON mention (article);
    CREATE INDEX mention_item ON mention (item);
    CREATE TABLE witness (
        article TEXT PRIMARY KEY, family TEXT NOT NULL, body TEXT NOT NULL, runs BLOB NOT NULL
    ) STRICT;
    CREATE TABLE sampled_run (run INTEGER NOT NULL, article TEXT NOT NULL, PRIMARY KEY (run, article)) STRICT, WITHOUT ROWID;
    CREATE TABLE fresh (article TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE gone (place INTEGER PRIMARY KEY, article TEXT NOT NULL, runs BLOB NOT NULL) STRICT;
    CREATE TABLE due (kind TEXT NOT NULL, bucket TEXT NOT NULL, PRIMARY KEY (kind, bucket)) STRICT, WITHOUT ROWID;
    INSERT INTO fresh SELECT id FROM article;
    DELETE FROM state WHERE key = 'built_from'
    """,
    # Sources that run by themselves: who is watched, where each address stands, what sites ask for, what was decided.
    """
    CREATE TABLE publisher (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
    CREATE TABLE watched (
        address TEXT PRIMARY KEY, publisher TEXT NOT NULL, kind TEXT NOT NULL, due REAL, fetched REAL,
        was_read INTEGER NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX watched_publisher ON watched (publisher, due);
    CREATE TABLE host (site TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
    CREATE TABLE decision (
        address TEXT PRIMARY KEY, publisher TEXT NOT NULL, at TEXT NOT NULL, is_allowed INTEGER NOT NULL, basis TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT;
    CREATE INDEX decision_publisher ON decision (publisher, is_allowed)
    """,
    # What somebody searches for again and again, and what of it they have seen.
    """
    CREATE TABLE saved_search (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, asked TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
        seen_at TEXT NOT NULL, seen TEXT NOT NULL
    ) STRICT
    """,
    # What the app lists without opening every item: acts by status and day, places, articles by day and outlet; an article
    # that was taken out can be shown until what it told has been joined anew. The record is joined again once.
    """
    ALTER TABLE item ADD COLUMN status TEXT NOT NULL DEFAULT '';
    ALTER TABLE item ADD COLUMN type TEXT NOT NULL DEFAULT '';
    ALTER TABLE item ADD COLUMN located TEXT NOT NULL DEFAULT '';
    ALTER TABLE item ADD COLUMN shown TEXT NOT NULL DEFAULT '';
    CREATE INDEX item_status ON item (kind, status, day);
    CREATE INDEX item_placed ON item (kind, located) WHERE located != '';
    CREATE INDEX item_shown ON item (kind, shown DESC, id);
    ALTER TABLE witness ADD COLUMN document TEXT NOT NULL DEFAULT '';
    ALTER TABLE witness ADD COLUMN day TEXT NOT NULL DEFAULT '';
    ALTER TABLE witness ADD COLUMN publisher TEXT NOT NULL DEFAULT '';
    ALTER TABLE witness ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX witness_day ON witness (day, document);
    CREATE INDEX witness_publisher ON witness (publisher, day, document);
    ALTER TABLE gone ADD COLUMN body TEXT NOT NULL DEFAULT '';
    CREATE INDEX gone_article ON gone (article);
    DELETE FROM state WHERE key = 'built_from'
    """,
    # What a pair is shown by lies beside it, so that a page of its timeline is found without opening its items.
    """
    ALTER TABLE item_pair RENAME TO former_pair;
    DROP INDEX item_pair_item;
    CREATE TABLE item_pair (
        pair TEXT NOT NULL, kind TEXT NOT NULL, shown TEXT NOT NULL, item INTEGER NOT NULL, day TEXT NOT NULL,
        type TEXT NOT NULL, status TEXT NOT NULL, standing TEXT NOT NULL, PRIMARY KEY (pair, kind, shown, item)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX item_pair_item ON item_pair (item);
    INSERT INTO item_pair SELECT pair, p.kind, shown, item, p.day, type, status, standing
        FROM former_pair AS p JOIN item ON item.place = p.item;
    DROP TABLE former_pair;
    DROP INDEX item_shown;
    CREATE INDEX item_shown ON item (kind, shown DESC, id DESC, standing, status, type)
    """,
    # What an article tells is found without opening its mentions.
    """
    DROP INDEX mention_article;
    CREATE INDEX mention_told ON mention (article, kind, item)
    """,
)
