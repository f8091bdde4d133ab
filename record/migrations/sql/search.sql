-- Folds Serbian Cyrillic to Latin, drops diacritics, case and what cannot be seen, and writes wide,
-- joined and raised forms plainly, so that one spelling finds another. Case is told by hand where
-- letters are not ASCII, because no collation that every supported server has knows it. Most text
-- is ASCII, or is so without its diacritics: then nothing is left to fold but its case.
-- Calls are qualified because a restore runs with an empty search path.
CREATE FUNCTION public.record_fold(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF pg_catalog.octet_length(words) OPERATOR(pg_catalog.<>) pg_catalog.length(words) THEN
        words := pg_catalog.regexp_replace(
            pg_catalog.normalize(words, 'NFKD'),
            '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f'
            '\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb'
            '\U000e0001-\U000e007f]',
            '', 'g'
        );
    END IF;
    IF pg_catalog.octet_length(words) OPERATOR(pg_catalog.<>) pg_catalog.length(words) THEN
        words := pg_catalog.translate(
            pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
            pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
            pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
            pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
            pg_catalog.replace(pg_catalog.replace(
                words,
                'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'), 'Љ', 'lj'), 'Њ', 'nj'), 'Џ', 'dz'),
                'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'),
                'þ', 'th'), 'Þ', 'th'),
            'абвгдђежзијклмнопрстћуфхцчшіАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШІ'
            'đĐðÐłŁøØħĦıŋŊŧŦ'
            'ЩЪЫЬЭЮЯЄЅҐƏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς',
            'abvgddezzijklmnoprstcufhccsiabvgddezzijklmnoprstcufhccsi'
            'ddddlloohhinntt'
            'щъыьэюяєѕґəαβγδεζηθικλμνξοπρστυφχψωσ'
        );
    END IF;
    RETURN pg_catalog.lower(words COLLATE "C");
END
$$;

-- Đorđe is also looked for as Djordje: both spellings are kept.
CREATE FUNCTION public.record_search(title text, body text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    head text := public.record_fold(title);
    rest text := public.record_fold(body);
    also text := '';
BEGIN
    IF title OPERATOR(pg_catalog.~) '[đĐђЂ]' OR body OPERATOR(pg_catalog.~) '[đĐђЂ]' THEN
        also := public.record_fold(pg_catalog.regexp_replace(
            title OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) body, '[đĐђЂ]', 'dj', 'g'));
    END IF;
    RETURN pg_catalog.setweight(
        pg_catalog.to_tsvector('pg_catalog.simple', head)
        || pg_catalog.to_tsvector('pg_catalog.english', head), 'A')
    || pg_catalog.to_tsvector('pg_catalog.simple', rest)
    || pg_catalog.to_tsvector('pg_catalog.english', rest)
    || pg_catalog.to_tsvector('pg_catalog.simple', also);
END
$$;
