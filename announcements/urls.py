"""Addresses of the feeds."""

from django.urls import path

from portal.middleware import shared

from .feeds import AtomFeed, RssFeed

app_name = "feeds"

urlpatterns = [
    path("atom.xml", shared(AtomFeed()), name="atom"),
    path("rss.xml", shared(RssFeed()), name="rss"),
    path("<slug:slug>/atom.xml", shared(AtomFeed()), name="atom"),
    path("<slug:slug>/rss.xml", shared(RssFeed()), name="rss"),
]
