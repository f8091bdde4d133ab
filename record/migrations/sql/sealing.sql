-- The only writer of entries and payloads. It locks the head, so it is a transaction's last act:
-- numbers without gaps, each entry chained to the one before it, in the order given.
-- `given` is an import's moment: from the owner alone, and while the record holds imports alone.
CREATE FUNCTION public.record_seal(
    ops text[], kinds text[], uuids uuid[], schemas int[], actors text[], texts text[],
    salts bytea[], given timestamptz
) RETURNS SETOF public.record_entry
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    head public.record_head;
    made public.record_entry;
    previous timestamptz;
BEGIN
    SELECT * INTO STRICT head FROM public.record_head WHERE id = 1 FOR UPDATE;
    SELECT recorded_at INTO previous FROM public.record_entry WHERE seq = head.seq;
    previous := coalesce(previous, '-infinity');
    IF given IS NOT NULL THEN
        PERFORM public.record_may_import(given, previous);
    ELSIF 'import' = ANY(actors) OR 'import' = ANY(ops) THEN
        RAISE invalid_parameter_value USING MESSAGE = 'An import gives its moments.';
    END IF;
    IF 'erase' = ANY(ops) THEN
        PERFORM public.record_need_owner('erase what was said');
    END IF;
    made.recorded_at := coalesce(given, greatest(clock_timestamp(), previous));
    made.seq := head.seq;
    made.hash := head.hash;
    FOR n IN 1 .. array_length(ops, 1) LOOP
        made.seq := made.seq + 1;
        made.op := ops[n];
        made.kind := kinds[n];
        made.uuid := uuids[n];
        made.schema := schemas[n];
        made.actor := CASE WHEN given IS NULL THEN actors[n] ELSE 'import' END;
        made.previous_hash := made.hash;
        made.commitment := encode(sha256(salts[n] || convert_to(texts[n], 'UTF8')), 'hex');
        made.hash := encode(sha256(convert_to(public.record_line(made), 'UTF8')), 'hex');
        INSERT INTO public.record_entry SELECT (made).*;
        INSERT INTO public.record_payload (entry_id, text, salt)
            VALUES (made.seq, texts[n], salts[n]);
        RETURN NEXT made;
    END LOOP;
    UPDATE public.record_head SET seq = made.seq, hash = made.hash WHERE id = 1;
END
$$;

-- The line that an entry's hash is taken of: a JSON array without spaces. Every value in it is a
-- number, a hexadecimal hash or a plain word, so nothing needs escaping (the table checks it).
CREATE FUNCTION public.record_line(entry public.record_entry) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT pg_catalog.concat('[', entry.seq, ',"', entry.op, '","', entry.kind, '","', entry.uuid,
        '",', entry.schema, ',"', pg_catalog.to_char(
            pg_catalog.timezone('UTC', entry.recorded_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        '","', entry.actor, '","', entry.commitment, '","', entry.previous_hash, '"]')
$$;

-- The role of the session counts: `record_seal` itself runs with the owner's rights.
CREATE FUNCTION public.record_need_owner(what text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT pg_has_role(session_user, (
        SELECT relowner FROM pg_class WHERE oid = 'public.record_entry'::regclass
    ), 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'Only the owner role may ' || what || '.';
    END IF;
END
$$;

CREATE FUNCTION public.record_may_import(given timestamptz, previous timestamptz) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM public.record_need_owner('import entries with moments of their own');
    IF EXISTS (SELECT FROM public.record_entry WHERE actor <> 'import') THEN
        RAISE object_not_in_prerequisite_state USING MESSAGE =
            'The record holds entries that were made here: nothing can be imported any more.';
    END IF;
    IF given < previous OR given > clock_timestamp() THEN
        RAISE invalid_parameter_value USING MESSAGE =
            'An import''s moments run forward and end today: ' || given || ' does not fit.';
    END IF;
END
$$;

-- What must go by law: appends the entry that says so, then removes the subject's payloads and
-- salts. The chain still verifies, because it holds commitments and not the words.
CREATE FUNCTION public.record_erase(subject uuid, kind text, reason text, salt bytea)
RETURNS SETOF public.record_entry
LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    made public.record_entry;
BEGIN
    SELECT * INTO STRICT made FROM public.record_seal(
        ARRAY['erase'], ARRAY[kind], ARRAY[subject], ARRAY[1], ARRAY['administrator'],
        ARRAY[reason], ARRAY[salt], NULL);
    PERFORM set_config('record.erasing', 'record_payload', true);
    DELETE FROM public.record_payload USING public.record_entry e
        WHERE e.seq = entry_id AND e.uuid = subject AND e.op <> 'erase';
    PERFORM set_config('record.erasing', '', true);
    RETURN NEXT made;
END
$$;

-- The same for rows of the desk's own that are append-only: of a subject that was erased, and by
-- the owner. The columns of `emptied` become empty; where none is named, the rows go.
CREATE FUNCTION public.record_forget(subject uuid, name text, keys bigint[], emptied text[])
RETURNS void
LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    what text;
BEGIN
    PERFORM public.record_need_owner('take words out of what is append-only');
    IF NOT EXISTS (SELECT FROM public.record_entry e WHERE e.uuid = subject AND e.op = 'erase') THEN
        RAISE object_not_in_prerequisite_state USING MESSAGE =
            'Subject ' || subject || ' was not erased: its words stay.';
    END IF;
    SELECT string_agg(format('%I = ''''', one), ', ') INTO what FROM unnest(emptied) one;
    PERFORM set_config('record.erasing', name, true);
    EXECUTE CASE WHEN what IS NULL THEN format('DELETE FROM public.%I WHERE id = ANY($1)', name)
        ELSE format('UPDATE public.%I SET %s WHERE id = ANY($1)', name, what) END USING keys;
    PERFORM set_config('record.erasing', '', true);
END
$$;
REVOKE ALL ON FUNCTION public.record_seal FROM PUBLIC;
REVOKE ALL ON FUNCTION public.record_erase FROM PUBLIC;
REVOKE ALL ON FUNCTION public.record_forget FROM PUBLIC;

ALTER TABLE public.record_entry
    ADD CONSTRAINT record_entry_plain_words CHECK (
        op ~ '^[a-z]+$' AND kind ~ '^[a-z-]+$' AND actor ~ '^[a-z]+$'),
    ADD CONSTRAINT record_entry_hashes CHECK (
        commitment ~ '^[0-9a-f]{64}$' AND hash ~ '^[0-9a-f]{64}$'
        AND previous_hash ~ '^[0-9a-f]{64}$');
ALTER TABLE public.record_payload
    ADD CONSTRAINT record_payload_salt CHECK (length(salt) = 32);
INSERT INTO public.record_head (id, seq, hash) VALUES (1, 0, repeat('0', 64));
