-- Refuses to change what is append-only. The guard is the web role's missing rights; these
-- triggers stop accidents under the owner role too. Erasing lifts them for one table at a time:
-- rows can go then, and words become empty, but no word can be put in the place of another.
CREATE FUNCTION public.record_refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_setting('record.erasing', true) = TG_TABLE_NAME
        AND TG_TABLE_NAME NOT IN ('record_entry', 'record_checkpoint') THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF TG_OP = 'UPDATE' THEN
            IF NOT EXISTS (
                SELECT FROM jsonb_each(to_jsonb(NEW)) said JOIN jsonb_each(to_jsonb(OLD)) was
                USING (key) WHERE said.value IS DISTINCT FROM was.value AND said.value <> '""'
            ) THEN
                RETURN NEW;
            END IF;
        END IF;
    END IF;
    RAISE integrity_constraint_violation USING MESSAGE =
        TG_TABLE_NAME || ' is append-only: ' || lower(TG_OP) || ' is refused.';
END
$$;

CREATE PROCEDURE public.record_make_append_only(name text)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON public.%I
        FOR EACH ROW EXECUTE FUNCTION public.record_refuse()', name);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.%I
        FOR EACH STATEMENT EXECUTE FUNCTION public.record_refuse()', name);
END
$$;

CALL public.record_make_append_only('record_entry');
CALL public.record_make_append_only('record_payload');
CALL public.record_make_append_only('record_checkpoint');
