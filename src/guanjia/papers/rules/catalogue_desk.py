"""Forms of the counter and the service desk (workflows section 3; TMPL-001..009, 017, 022..028)."""

from guanjia.papers.rules.forms import Field as F
from guanjia.papers.rules.forms import Form
from guanjia.papers.rules.paper import Paper

NAME = F("name", ("Name", "姓名"), "name", True)
PHONE = F("phone", ("Telephone", "联系方式"), "phone")
UNIT = F("unit", ("Unit", "房号"))
AT = F("at", ("Time", "时间"), "moment", True)
PLACE = F("place", ("Place", "地点"), required=True)
NOTE = F("note", ("Note", "备注"), "long")
SERVICE = ("Service desk", "服务台")
PROPERTY = ("Equipment and cleaning", "设备与环境")
CLERK, TAKER = ("Clerk", "经办人"), ("Received by", "领取人签字")
URGENCY = (("Ordinary", "一般"), ("Urgent", "紧急"), ("At once", "特急"))

FORMS = (
    Form(
        "TMPL-001",
        ("Visitor registration form", "访客登记表"),
        "FK",
        (
            NAME,
            PHONE,
            F("purpose", ("Purpose", "来访事由"), required=True),
            F("host", ("Host", "被访人"), required=True),
            F("arrived", ("Arrival", "到达时间"), "moment", True),
            F("left", ("Departure", "离开时间"), "moment"),
            F("belongings", ("Belongings", "携带物品")),
        ),
        (CLERK,),
        keep_days=90,
    ),
    Form(
        "TMPL-002",
        ("Repair slip", "报修单"),
        "BX",
        (
            F("name", ("Reported by", "报修人"), "name", True),
            PHONE,
            F("place", ("Place", "报修地点"), required=True),
            F("item", ("Item", "报修项目"), required=True),
            F("fault", ("Fault", "故障描述"), "long", True),
            F("urgency", ("Urgency", "紧急程度"), "choice", True, URGENCY),
            F("appointment", ("Appointment", "预约时间"), "moment"),
            F("record", ("Repair record", "维修记录"), "long"),
            F("done", ("Completed", "完成时间"), "moment"),
        ),
        (CLERK, ("Technician", "维修人"), ("Owner's confirmation", "业主确认")),
        Paper.TRIPLE,
        domain=SERVICE,
    ),
    Form(
        "TMPL-003",
        ("Notice", "通知单"),
        "TZ",
        (
            F("title", ("Title", "标题"), required=True),
            F("on", ("Date", "日期"), "day", True),
            F("content", ("Content", "内容"), "long", True),
            F("contact", ("Contact", "联系方式"), required=True),
        ),
    ),
    Form(
        "TMPL-005",
        ("Patrol record", "巡检记录表"),
        "XJ",
        (
            AT,
            PLACE,
            F(
                "lines",
                ("Patrol", "巡检情况"),
                "lines",
                True,
                columns=(("Point", "部位"), ("Condition", "情况"), ("Handling", "处理")),
            ),
        ),
        (("Patrolled by", "巡检人"),),
        domain=PROPERTY,
    ),
    Form(
        "TMPL-006",
        ("Maintenance card", "设备保养卡"),
        "BY",
        (
            F("asset", ("Equipment", "设备名称"), required=True),
            F("asset_number", ("Equipment number", "设备编号")),
            PLACE,
            F("plan", ("Planned work", "保养计划"), "long"),
            F("done", ("Work done", "保养内容"), "long", True),
            F("on", ("Date", "保养日期"), "day", True),
            F("next", ("Next due", "下次保养"), "day"),
        ),
        (("Done by", "保养人"), ("Checked by", "验收人")),
        keep_days=None,
        domain=PROPERTY,
    ),
    Form(
        "TMPL-007",
        ("Complaint process card", "投诉处理流程卡"),
        "TS",
        (
            F("number", ("Complaint number", "投诉编号")),
            NAME,
            PHONE,
            F("matter", ("Matter", "投诉事项"), "long", True),
            F("level", ("Level", "级别"), "choice", True, (("General", "一般"), ("Major", "重大"), ("Crisis", "危机"))),
            F(
                "lines",
                ("Steps", "处理过程"),
                "lines",
                columns=(("Step", "环节"), ("Time", "时间"), ("By", "责任人"), ("Result", "结果")),
            ),
        ),
        (("Handled by", "处理人"), ("Supervisor", "主管")),
        domain=SERVICE,
    ),
    Form(
        "TMPL-008",
        ("Shift handover record", "交接班记录表"),
        "JB",
        (
            F("post", ("Post", "岗位"), required=True),
            AT,
            F("information", ("Important information", "重要事项"), "long"),
            F("lines", ("Open matters", "未了事项"), "lines", columns=(("Matter", "事项"), ("Next", "下一步"))),
            F("keys", ("Keys and equipment", "钥匙与设备"), "long"),
        ),
        (("Handed over by", "交班人"), ("Taken over by", "接班人")),
    ),
    Form(
        "TMPL-009",
        ("Safety check", "安全检查表"),
        "AJ",
        (
            AT,
            PLACE,
            F(
                "lines",
                ("Findings", "检查情况"),
                "lines",
                True,
                columns=(("Item", "项目"), ("Result", "结果"), ("Measure", "整改措施"), ("Until", "期限")),
            ),
        ),
        (("Checked by", "检查人"), ("Responsible", "责任人")),
    ),
    Form(
        "TMPL-017",
        ("User opinion sheet", "用户意见受理表"),
        "YJ",
        (
            NAME,
            PHONE,
            UNIT,
            F("matter", ("Matter", "反映事项"), "long", True),
            F("process", ("Process", "处理过程"), "long", True),
            F("result", ("Result", "处理结果"), "long", True),
            F("comment", ("User's comment", "用户意见"), "long"),
        ),
        (CLERK, ("User", "用户签字")),
        domain=SERVICE,
    ),
    Form(
        "TMPL-022",
        ("Parcel register", "快件登记表"),
        "KJ",
        (
            F("on", ("Date", "日期"), "day", True),
            F(
                "lines",
                ("Parcels", "快件"),
                "lines",
                True,
                columns=(
                    ("Recipient", "收件人"),
                    ("Unit", "房号"),
                    ("Tracking number", "单号"),
                    ("Time", "时间"),
                    ("State", "状态"),
                    ("Collected by", "领取签字"),
                ),
            ),
        ),
        (CLERK,),
        keep_days=92,
    ),
    Form(
        "TMPL-023",
        ("Storage register", "物品存取登记表"),
        "CQ",
        (
            NAME,
            PHONE,
            F("thing", ("Thing", "物品"), required=True),
            F("stored", ("Stored at", "存入时间"), "moment", True),
            F("due", ("Until", "约定取回"), "day"),
            F("taken", ("Collected at", "取回时间"), "moment"),
            NOTE,
        ),
        (CLERK, ("Deposited by", "存放人签字"), TAKER),
        Paper.TRIPLE_THIRD,
        keep_days=92,
    ),
    Form(
        "TMPL-024",
        ("Telephone record", "电话记录"),
        "DH",
        (
            AT,
            F("name", ("Caller", "来电人"), "name", True),
            PHONE,
            F("content", ("Content", "来电内容"), "long", True),
            F("handling", ("Handling", "处理要点"), "long"),
            F("repeated", ("Repeated and confirmed", "已复述确认"), "tick"),
        ),
        (CLERK,),
    ),
    Form(
        "TMPL-025",
        ("Front-desk patrol record", "前台巡查记录表"),
        "XC",
        (
            AT,
            PLACE,
            F("problem", ("Problem", "发现问题"), "long"),
            F("handling", ("Handling", "处理情况"), "long"),
        ),
        (("Patrolled by", "巡查人"),),
    ),
    Form(
        "TMPL-026",
        ("Access card application", "门禁卡申请表"),
        "MK",
        (
            NAME,
            PHONE,
            UNIT,
            F(
                "class",
                ("Class", "卡种"),
                "choice",
                True,
                (("Owner", "业主卡"), ("Family", "家属卡"), ("Tenant", "租户卡"), ("Visitor", "访客卡")),
            ),
            F(
                "evidence",
                ("Evidence seen", "核验证件"),
                "choice",
                True,
                (("Property deed", "房产证"), ("Lease", "租赁合同")),
            ),
            F("rights", ("Rights", "权限区域")),
            F("until", ("Valid until", "有效期至"), "day"),
        ),
        (("Applicant", "申请人"), CLERK),
        keep_days=None,
    ),
    Form(
        "TMPL-027",
        ("Temporary pass", "临时通行证"),
        "LS",
        (
            NAME,
            F("host", ("Host", "被访人"), required=True),
            F("area", ("Area", "通行区域"), required=True),
            F("from", ("From", "自"), "moment", True),
            F("until", ("Until", "至"), "moment", True),
        ),
        (CLERK,),
        Paper.ROLL_80,
        keep_days=90,
    ),
    Form(
        "TMPL-028",
        ("Disinfection log", "消毒记录表"),
        "XD",
        (
            F("on", ("Date", "日期"), "day", True),
            F(
                "lines",
                ("Areas", "消毒区域"),
                "lines",
                True,
                columns=(("Time", "时间"), ("Area", "区域"), ("Agent", "药剂及浓度"), ("By", "操作人")),
            ),
        ),
        (("Checked by", "检查人"),),
        domain=PROPERTY,
    ),
)
