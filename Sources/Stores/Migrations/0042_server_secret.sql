-- Which secret these data were made with, by its fingerprint: a server that has another one would break PINs, links and what is sealed.

CREATE TABLE server_secret (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  fingerprint TEXT NOT NULL
);
