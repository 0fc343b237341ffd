from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "guanjia.posts"
    label = "posts"
