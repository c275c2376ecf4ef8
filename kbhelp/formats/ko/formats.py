"""Times of a day as 18:05 at the desk, as everywhere on the site; the rest of Django's Korean formats stays."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y년 n월 j일 H:i"
