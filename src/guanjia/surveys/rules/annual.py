"""The annual survey as it is proposed: two questions to each dimension, then overall, recommendation and words (CUST-002)."""

from guanjia.surveys.rules.studies import QuestionKind, Section

K, D = QuestionKind, Section
ANNUAL: tuple[tuple[Section, QuestionKind, str, str, bool], ...] = (
    (D.ENVIRONMENT, K.SCALE, "公共区域保洁", "Cleaning of common areas", True),
    (D.ENVIRONMENT, K.SCALE, "绿化养护与垃圾清运", "Greenery and waste", False),
    (D.SAFETY, K.SCALE, "门岗与巡逻", "Gates and patrols", True),
    (D.SAFETY, K.SCALE, "车辆停放秩序", "Order of parking", False),
    (D.ENGINEERING, K.SCALE, "电梯等公共设备运行", "Lifts and other public equipment", True),
    (D.ENGINEERING, K.SCALE, "报修响应与维修质量", "Response and quality of repairs", False),
    (D.SERVICE, K.SCALE, "前台与管家服务态度", "Manner of desk and butlers", True),
    (D.SERVICE, K.SCALE, "投诉处理与反馈", "Handling of complaints", False),
    (D.OVERALL, K.SCALE, "总体满意度", "Overall satisfaction", True),
    (D.OVERALL, K.NPS, "您愿意把我们的服务推荐给亲友吗？", "Would you recommend us to family and friends?", False),
    (D.OVERALL, K.TEXT, "您最看重什么？哪些方面需要改进？", "What do you value most? What should be better?", False),
)
"""(section, kind, Chinese, English, required). The words are what owners read: Chinese on the form."""
