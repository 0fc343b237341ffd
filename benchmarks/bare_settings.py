"""The product's settings with the bare views in place of its pages."""

from guanjia.config.settings import *  # noqa: F403 - every setting is the product's own

ROOT_URLCONF = "benchmarks.bare_urls"
