-- Who buys in the online store again is known by the address they gave.
CREATE INDEX customers_by_email ON customers (email) WHERE email IS NOT NULL;
