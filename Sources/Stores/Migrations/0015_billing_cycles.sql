-- How often what is sold by subscription is charged again; a line of an order may override it. JSON that no query looks into.

ALTER TABLE variants ADD COLUMN billing_cycle TEXT;
