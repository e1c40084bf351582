"""Settings of stock Pelican for reading an archive of ours as its own articles."""

SITENAME = "Stock"
SITEURL = ""
THEME = "simple"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
# A record's name is its file's; titles come twice.
SLUGIFY_SOURCE = "basename"
ARTICLE_URL = ARTICLE_SAVE_AS = "{lang}/{slug}.html"
ARTICLE_LANG_URL = ARTICLE_LANG_SAVE_AS = "{lang}/{slug}.html"
USE_FOLDER_AS_CATEGORY = False
DEFAULT_PAGINATION = 10
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = False
