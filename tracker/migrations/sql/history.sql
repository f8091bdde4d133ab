-- What must never be false of a history, whoever writes the row. The verbs refuse it first, with a
-- sentence; these hold against raw SQL, under both roles.
--
-- A statement supersedes one of its own item that was made before it and says a status. Rows are
-- never changed and each is superseded once at most (a unique column), so there is no cycle.
CREATE FUNCTION public.tracker_statuschange_fits() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.tracker_statuschange was
        WHERE was.id = NEW.supersedes_id AND was.id < NEW.id
            AND was.item_id = NEW.item_id AND was.status <> ''
    ) THEN
        RAISE check_violation USING CONSTRAINT = 'tracker_statuschange_supersedes_its_own',
            MESSAGE = 'A statement replaces an earlier one of its own item that says a status.';
    END IF;
    -- The latest day that it is anywhere on earth: the desk's own day is the verbs' to know.
    IF NEW.effective_lower > timezone('Etc/GMT-14', clock_timestamp())::date THEN
        RAISE check_violation USING CONSTRAINT = 'tracker_statuschange_not_to_come',
            MESSAGE = 'A status cannot take effect after today: ' || NEW.effective_lower || '.';
    END IF;
    IF NEW.type = 'initial' AND NOT EXISTS (
        SELECT FROM public.tracker_criteria criteria WHERE criteria.item_id = NEW.item_id
    ) THEN
        RAISE check_violation USING CONSTRAINT = 'tracker_statuschange_after_criteria',
            MESSAGE = 'An item has criteria before it is public.';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER statuschange_fits BEFORE INSERT ON public.tracker_statuschange
    FOR EACH ROW EXECUTE FUNCTION public.tracker_statuschange_fits();
