-- Folds Serbian Cyrillic to Latin, drops diacritics and case, so that one spelling finds another.
-- Calls are qualified because a restore runs with an empty search path.
CREATE FUNCTION public.record_fold(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT pg_catalog.lower(pg_catalog.regexp_replace(pg_catalog.normalize(pg_catalog.translate(
        pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
        pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
            words, 'љ', 'lj'), 'њ', 'nj'), 'џ', 'dž'), 'Љ', 'lj'), 'Њ', 'nj'), 'Џ', 'dž'),
        'абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШđĐ',
        'abvgddežzijklmnoprstćufhcčšabvgddežzijklmnoprstćufhcčšdd'
    ), 'NFD'), '[\u0300-\u036f]', '', 'g') COLLATE "C")
$$;

-- Đorđe is also looked for as Djordje: both spellings are kept.
CREATE FUNCTION public.record_search(title text, body text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT pg_catalog.setweight(
        pg_catalog.to_tsvector('pg_catalog.simple', public.record_fold(title))
        || pg_catalog.to_tsvector('pg_catalog.english', public.record_fold(title)), 'A')
    || pg_catalog.to_tsvector('pg_catalog.simple', public.record_fold(body))
    || pg_catalog.to_tsvector('pg_catalog.english', public.record_fold(body))
    || pg_catalog.to_tsvector('pg_catalog.simple', CASE
        WHEN title OPERATOR(pg_catalog.~) '[đĐђЂ]' OR body OPERATOR(pg_catalog.~) '[đĐђЂ]'
        THEN public.record_fold(pg_catalog.regexp_replace(
            title OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) body, '[đĐђЂ]', 'dj', 'g'))
        ELSE '' END)
$$;
