-- Refuses to change what is append-only. The guard is the web role's missing rights; these
-- triggers stop accidents under the owner role too. Erasing lifts them for payloads alone.
CREATE FUNCTION public.record_refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'record_payload'
        AND current_setting('record.erasing', true) = 'yes' THEN
        RETURN OLD;
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
