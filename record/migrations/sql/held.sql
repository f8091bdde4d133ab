-- What holds of `subjects` by all knowledge from the number `known_from` on: of each statement that
-- says a status, on which days it holds, and by which numbers of the record. A statement holds from
-- its day until the next one's; what a later one supersedes does not count.
CREATE FUNCTION public.record_holding(subjects uuid[], known_from bigint)
RETURNS TABLE (parent uuid, uuid uuid, status varchar, known int8range, days daterange)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH said AS MATERIALIZED (
        SELECT parent, uuid, status, sort_date, first_seq, since, until
        FROM public.record_subject
        WHERE parent = ANY(subjects) AND state = 'public' AND NOT (status = '')
            AND until > known_from
    ),
    superseding AS MATERIALIZED (
        SELECT said.parent, other.supersedes AS uuid, other.since, other.until
        FROM (SELECT DISTINCT parent, uuid FROM said) said
        JOIN public.record_subject other ON other.supersedes = said.uuid
        WHERE other.state = 'public' AND other.until > known_from
    ),
    -- The numbers at which anything of it may change.
    cut AS (
        SELECT parent, seq, row_number() OVER numbered AS n, lead(seq) OVER numbered AS next
        FROM (
            SELECT DISTINCT parent, seq FROM (
                SELECT parent, since, until FROM said
                UNION ALL SELECT parent, since, until FROM superseding
            ) each, unnest(ARRAY[greatest(since, known_from), until]) AS seq
            WHERE seq < 9223372036854775807
        ) change
        WINDOW numbered AS (PARTITION BY parent ORDER BY seq)
    ),
    standing AS (
        SELECT cut.parent, cut.n, cut.seq, cut.next, said.uuid, said.status,
            said.sort_date AS first_day, lead(said.sort_date) OVER (
                PARTITION BY cut.parent, cut.n ORDER BY said.sort_date, said.first_seq
            ) AS next_day
        FROM cut
        JOIN said ON said.parent = cut.parent AND cut.seq >= said.since AND cut.seq < said.until
        WHERE NOT EXISTS (
            SELECT FROM superseding
            WHERE superseding.uuid = said.uuid AND superseding.parent = said.parent
                AND cut.seq >= superseding.since AND cut.seq < superseding.until
        )
    ),
    -- Over numbers that follow one another without a change it is one row.
    unchanged AS (
        SELECT *, n - row_number() OVER (
            PARTITION BY parent, uuid, status, first_day, next_day ORDER BY n
        ) AS stretch
        FROM standing
        WHERE next_day IS NULL OR next_day > first_day
    )
    SELECT parent, uuid, status, int8range(min(seq), nullif(max(coalesce(next, 9223372036854775807)), 9223372036854775807)),
        daterange(first_day, next_day)
    FROM unchanged
    GROUP BY parent, uuid, status, first_day, next_day, stretch
$$;

-- Keeps what holds of `subjects` from the number `known_from` on as their statements now give it.
CREATE FUNCTION public.record_hold(subjects uuid[], known_from bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.record_held held
    WHERE held.parent = ANY(subjects) AND lower(held.known) >= known_from;
    WITH holding AS MATERIALIZED (
        SELECT * FROM public.record_holding(subjects, known_from)
    ),
    -- What was known before that number and is known beyond it: it goes on there, or ends.
    crossing AS MATERIALIZED (
        SELECT held.id, same.uuid IS NOT NULL AS goes_on, same.parent, same.uuid, same.days,
            CASE WHEN same.uuid IS NULL THEN known_from ELSE upper(same.known) END AS ends
        FROM public.record_held held
        LEFT JOIN holding same ON same.parent = held.parent AND same.uuid = held.uuid
            AND same.days = held.days AND lower(same.known) = known_from
        WHERE held.parent = ANY(subjects) AND lower(held.known) < known_from
            AND NOT coalesce(upper(held.known) <= known_from, false)
    ),
    ended AS (
        UPDATE public.record_held held SET known = int8range(lower(held.known), crossing.ends)
        FROM crossing
        WHERE crossing.id = held.id AND upper(held.known) IS DISTINCT FROM crossing.ends
    )
    INSERT INTO public.record_held (parent, uuid, status, known, days)
    SELECT parent, uuid, status, known, days FROM holding
    WHERE NOT EXISTS (
        SELECT FROM crossing
        WHERE crossing.goes_on AND crossing.parent = holding.parent
            AND crossing.uuid = holding.uuid AND crossing.days = holding.days
            AND lower(holding.known) = known_from
    );
END
$$;

-- Hardly any item carries more than a hundred tags; without this the planner reckons with half.
CREATE STATISTICS public.record_subject_of_many_tags ON (tags[101]) FROM public.record_subject;
