"""Forms of meetings, training and special duties (TMPL-010..016, 018..021, 029..033)."""

from guanjia.papers.rules.forms import Field as F
from guanjia.papers.rules.forms import Form
from guanjia.papers.rules.paper import Paper

MEETING = ("Conferences", "会务")
LEADERS = ("Leaders' office", "领导办公")
SAFETY = ("Safety", "安全")
EVENT = F("event", ("Meeting", "会议名称"), required=True)
AT = F("at", ("Time", "时间"), "moment", True)
ON = F("on", ("Date", "日期"), "day", True)
KEEPER = ("Keeper", "保管人")

FORMS = (
    Form(
        "TMPL-010",
        ("Material distribution record", "资料分发记录"),
        "FF",
        (
            EVENT,
            AT,
            F(
                "lines",
                ("Copies", "分发情况"),
                "lines",
                True,
                columns=(("Material", "资料"), ("Copy number", "份号"), ("Recipient", "领取人"), ("Time", "时间")),
            ),
        ),
        (("Handed out by", "分发人"),),
        domain=MEETING,
    ),
    Form(
        "TMPL-011",
        ("Recall and destruction report", "资料回收销毁报告"),
        "XH",
        (
            EVENT,
            F("copies", ("Copies handed out", "发出份数"), "number", True),
            F("recalled", ("Recalled", "回收份数"), "number", True),
            F("destroyed", ("Destroyed", "销毁份数"), "number", True),
            F("how", ("How", "销毁方式"), required=True),
            AT,
        ),
        (KEEPER, ("Witness", "监销人")),
        keep_days=None,
        domain=MEETING,
    ),
    Form(
        "TMPL-012",
        ("Damage report", "物品损坏报告"),
        "SH",
        (
            F("thing", ("Thing", "物品"), required=True),
            F("place", ("Place", "地点"), required=True),
            AT,
            F("detail", ("Detail", "损坏情况"), "long", True),
            F("liable", ("Responsible", "责任方")),
            F("cost", ("Cost", "费用(元)"), "number"),
        ),
        (("Reported by", "报告人"), ("Confirmed by", "确认人")),
        domain=MEETING,
    ),
    Form(
        "TMPL-013",
        ("Equipment return record", "设备归还记录"),
        "GH",
        (
            F("thing", ("Equipment", "设备"), required=True),
            F("count", ("Count", "数量"), "number", True),
            F("condition", ("Condition", "归还状况"), required=True),
            AT,
        ),
        (("Returned by", "归还人"), ("Taken back by", "接收人")),
        domain=MEETING,
    ),
    Form(
        "TMPL-014",
        ("Toilet cleaning record", "卫生间清洁记录表"),
        "QJ",
        (
            F("place", ("Toilet", "卫生间位置"), required=True),
            ON,
            F(
                "lines",
                ("Cleanings", "清洁情况"),
                "lines",
                True,
                columns=(("Time", "时间"), ("Cleaner", "保洁员"), ("Checked", "主管检查")),
            ),
        ),
        (("Supervisor", "主管"),),
        keep_days=92,
        domain=MEETING,
    ),
    Form(
        "TMPL-015",
        ("Fire checklist", "消防检查表"),
        "XF",
        (
            F("place", ("Place", "场所"), required=True),
            AT,
            F(
                "lines",
                ("Items", "检查项目"),
                "lines",
                True,
                columns=(("Item", "项目"), ("In order", "是否合格"), ("Measure", "整改")),
            ),
        ),
        (("Checked by", "检查人"), ("Responsible", "负责人")),
        keep_days=None,
        domain=SAFETY,
    ),
    Form(
        "TMPL-016",
        ("Work contact sheet", "工作联系单"),
        "LX",
        (
            F("to", ("To", "接收部门"), required=True),
            F("matter", ("Support needed", "需协助事项"), "long", True),
            F("until", ("By when", "时间节点"), "moment", True),
        ),
        (("Sent by", "发出人"), ("Received by", "接收人")),
        domain=MEETING,
    ),
    Form(
        "TMPL-018",
        ("Leaders' subscription list", "报刊订阅表"),
        "BK",
        (
            F("year", ("Year", "年度"), required=True),
            F(
                "lines",
                ("Subscriptions", "订阅"),
                "lines",
                True,
                columns=(("Leader", "领导"), ("Paper", "报刊"), ("Copies", "份数")),
            ),
        ),
        (("Confirmed by", "确认人"),),
        domain=LEADERS,
    ),
    Form(
        "TMPL-019",
        ("Reviewed-document return record", "批阅文件交接记录"),
        "PY",
        (
            F("title", ("Title", "文件标题"), required=True),
            F("number", ("Number", "文号")),
            F("approver", ("Reviewed by", "批阅人"), required=True),
            AT,
        ),
        (("Handed over by", "交件人"), ("Received by", "收件人")),
        domain=LEADERS,
    ),
    Form(
        "TMPL-020",
        ("Client evaluation table", "客户评价表"),
        "PJ",
        (
            F("client", ("Client", "客户"), required=True),
            ON,
            F(
                "score",
                ("Satisfaction", "满意度"),
                "choice",
                True,
                (("Very satisfied", "非常满意"), ("Satisfied", "满意"), ("Fair", "一般"), ("Dissatisfied", "不满意")),
            ),
            F("words", ("Opinion", "意见建议"), "long"),
        ),
        (("Client", "客户签字"),),
        domain=MEETING,
    ),
    Form(
        "TMPL-021",
        ("Absence note", "留言条"),
        "LY",
        (
            F("name", ("Name", "姓名"), "name", True),
            F("phone", ("Mobile", "手机"), "phone"),
            F("where", ("Whereabouts", "去向"), required=True),
            AT,
            F("back", ("Back at", "返回时间"), "moment"),
        ),
        (),
        Paper.ROLL_80,
        keep_days=30,
        domain=MEETING,
    ),
    Form(
        "TMPL-029",
        ("Client requirement form", "客户需求收集表"),
        "XQ",
        (
            F("client", ("Client", "客户单位"), required=True),
            F("name", ("Contact", "联系人"), "name"),
            F("phone", ("Telephone", "电话"), "phone"),
            ON,
            F("heads", ("Headcount", "人数"), "number"),
            F("services", ("Services", "服务选项"), "long", True),
            F("special", ("Special needs", "特殊需求"), "long"),
            F("budget", ("Budget", "预算"), "number"),
        ),
        (("Client", "客户签字"),),
        domain=MEETING,
    ),
    Form(
        "TMPL-030",
        ("Staff confidentiality agreement", "员工保密承诺书"),
        "BM",
        (
            F("name", ("Employee", "员工"), "name", True),
            F("scope", ("Scope", "承诺内容"), "long", True),
            F("from", ("In force from", "生效日期"), "day", True),
            F("until", ("Until", "期限"), "day"),
        ),
        (("Employee", "员工签字"), ("Employer", "单位")),
        keep_days=None,
        domain=MEETING,
    ),
    Form(
        "TMPL-031",
        ("No-criminal-record certificate seen", "无犯罪记录证明核验单"),
        "WF",
        (
            F("name", ("Employee", "员工"), "name", True),
            F("number", ("Certificate number", "证明编号"), required=True),
            F("issued", ("Issued on", "出具日期"), "day", True),
        ),
        (("Seen by", "核验人"),),
        keep_days=None,
        domain=SAFETY,
    ),
    Form(
        "TMPL-032",
        ("Guest list", "嘉宾名单"),
        "JM",
        (
            EVENT,
            F(
                "lines",
                ("Guests", "嘉宾"),
                "lines",
                True,
                columns=(("Name", "姓名"), ("Organisation", "单位"), ("Position", "职务"), ("Seat", "座位")),
            ),
        ),
        (("Organiser", "主办方确认"),),
        domain=MEETING,
    ),
    Form(
        "TMPL-033",
        ("Drill plan", "演练方案"),
        "YL",
        (
            AT,
            F("place", ("Place", "地点"), required=True),
            F("people", ("People", "参加人员"), "long", True),
            F("content", ("Content", "演练内容"), "long", True),
            F("standard", ("Evaluation standard", "评估标准"), "long", True),
        ),
        (("Approved by", "批准人"),),
        domain=SAFETY,
    ),
)
