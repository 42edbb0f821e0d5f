-- Inhabitants by age and sex, as official statistics have them: public, and so stored as they are. What women's share
-- of those counted may be held against.

-- One row is one year: where its numbers come from.
CREATE TABLE app.population (
    year SMALLINT NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    source VARCHAR NOT NULL,        -- in the words of the file, or of who loaded it; '' where nobody says
    loaded_at TIMESTAMP NOT NULL,
    loaded_by VARCHAR NOT NULL,
    synthetic BOOLEAN NOT NULL
);

CREATE TABLE app.inhabitants (
    year SMALLINT NOT NULL,
    sex VARCHAR NOT NULL,
    first_age SMALLINT NOT NULL,
    last_age SMALLINT,              -- NULL: and older
    count INTEGER NOT NULL
);
