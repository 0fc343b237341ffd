"""Pages of duties, under /s/<site_code>/duties/."""

from django.urls import path

from guanjia.duties.views import decide, desk, device, phone, review, score, shift, sync

app_name = "duties"
urlpatterns = [
    path("", desk.duty_list, name="list"),
    path("my/", phone.mine, name="mine"),
    path("my/<int:pk>/", phone.my_duty, name="my_duty"),
    path("my/<int:pk>/done", phone.done, name="done"),
    path("my/<int:pk>/call", phone.call, name="call"),
    path("my/<int:pk>/fault", phone.fault, name="fault"),
    path("<int:pk>/", desk.duty, name="duty"),
    path("<int:pk>/assign", decide.assign_duty, name="assign"),
    path("<int:pk>/counter-sign", decide.counter_sign_duty, name="counter_sign"),
    path("<int:pk>/paper", decide.from_paper, name="paper"),
    path("review/", review.queue, name="review"),
    path("review/<uuid:pk>", review.decide, name="decide"),
    path("score/", score.score, name="score"),
    path("shift.json", shift.shift_json, name="shift"),
    path("devices", device.register, name="devices"),
    path("devices/<int:pk>/revoke", device.revoke, name="revoke_device"),
    path("sync", sync.sync, name="sync"),
    path("sync/photo", sync.photo, name="sync_photo"),
]
