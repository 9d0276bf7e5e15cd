"""What a document says that an account must hold: facts by kind, each a tuple, made from the
document and the defaults of the file format alone. The template is not asked."""

import ipaddress
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROTOCOLS = {"tcp": "6", "udp": "17", "icmp": "1", "all": "-1"}


def defaults():
    schema = json.loads((ROOT / "docs/schemas/file.schema.json").read_text())
    return {
        kind["properties"]["kind"]["const"]: {
            name: rule["default"] for name, rule in kind["properties"].items() if "default" in rule
        }
        for kind in schema["properties"]["resources"]["items"]["oneOf"]
    }


class Document:
    def __init__(self, path):
        usual = defaults()
        read = json.loads(Path(path).read_text())["resources"]
        self.all = {r["id"]: {**usual[r["kind"]], **r} for r in read}
        region = next(r for r in self.all.values() if r["kind"] == "region")
        self.region, self.code = region["id"], region["code"]

    def of(self, kind):
        """Those of a kind, in the Region that is exported."""
        here = (self.region, None)
        return [r for r in self.all.values() if r["kind"] == kind and r.get("region") in here]

    def name(self, id):
        return self.all[id]["name"] if id in self.all else id

    def names(self, ids):
        return tuple(sorted(self.name(id) for id in ids))

    def groups(self, resource, subnets):
        """Whoever names no group is in the default group of its VPC."""
        if resource["security_groups"] or not subnets:
            return self.names(resource["security_groups"])
        return ("default of " + self.name(self.all[subnets[0]]["vpc"]),)


def block(text):
    return str(ipaddress.ip_network(text))


def ports(rule):
    if rule["protocol"] == "all":
        return (None, None)
    first, last = rule.get("from_port"), rule.get("to_port")
    if first is None and rule["protocol"] == "icmp":
        return (-1, -1)
    return (0, 65535) if first is None else (first, last if last is not None else first)


def network(d, facts):
    for v in d.of("vpc"):
        facts["vpc"].add((v["name"], v["cidr"], v["dns_support"]))
        facts["vpc's host names"].add((v["name"], v["dns_hostnames"]))
    for g in d.of("internet-gateway"):
        if g["vpc"]:
            facts["internet gateway"].add((g["name"], d.name(g["vpc"])))
    for n in d.of("nat-gateway"):
        facts["NAT gateway"].add((n["name"], d.name(n["subnet"]), n["connectivity"]))
    for s in d.of("subnet"):
        facts["subnet"].add((s["name"], d.name(s["vpc"]), s["cidr"], s["zone"][-1]))
        facts["subnet's public addresses"].add((s["name"], s["map_public_ip"]))
        vpc = d.all[s["vpc"]]
        table = s["route_table"] or vpc["main_route_table"]
        facts["subnet's table"].add((s["name"], d.name(table) if table else "main"))
        acl = s["network_acl"] or vpc["default_network_acl"]
        facts["subnet's ACL"].add((s["name"], d.name(acl) if acl else "default"))
    for t in d.of("route-table"):
        for r in t["routes"]:
            # A route whose target is not there yet is none.
            if r["target"] not in d.all:
                continue
            facts["route"].add((t["name"], r["destination"], d.name(r["target"])))
    for e in d.of("vpc-endpoint"):
        facts["endpoint"].add((e["name"], d.name(e["vpc"]), e["service"], d.names(e["route_tables"])))
    for a in d.of("network-acl"):
        for way in ("inbound", "outbound"):
            for e in a[way]:
                facts["ACL entry"].add(
                    (a["name"], way, e["number"], e["action"], PROTOCOLS[e["protocol"]],
                     block(e["cidr"])) + ports(e)
                )
    for g in d.of("security-group"):
        facts["group"].add((g["name"], d.name(g["vpc"]), g["description"]))
        for way in ("ingress", "egress"):
            for r in g[way]:
                peer = r["peer"]
                other = d.name(peer["group"]) if "group" in peer else block(peer["cidr"])
                facts[f"group's {way}"].add((g["name"], PROTOCOLS[r["protocol"]], other) + ports(r))
    for f in d.of("flow-log"):
        facts["flow log"].add((d.name(f["vpc"]), d.all[f["log_group"]]["log_group_name"]))


def action(d, written):
    if "forward" in written:
        return d.name(written["forward"]["target_group"])
    to = written["redirect"]
    return (to["protocol"].upper(), str(to["port"]), str(to["status"]))


def serving(d, facts):
    for b in d.of("load-balancer"):
        facts["balancer"].add(
            (b["name"], b["scheme"], d.names(b["subnets"]), d.groups(b, b["subnets"]))
        )
        facts["balancer's protection"].add((b["name"], b["deletion_protection"]))
        for l in b["listeners"]:
            facts["listener"].add(
                (b["name"], l["port"], l["protocol"].upper(), action(d, l["default_action"]))
            )
    for t in d.of("target-group"):
        facts["target group"].add(
            (t["name"], d.name(t["vpc"]), t["protocol"].upper(), t["port"], t["target_type"],
             t["health_path"], t["health_interval"], t["health_timeout"], t["healthy_threshold"],
             t["unhealthy_threshold"], t["health_matcher"])
        )
        facts["target group's targets"].add((t["name"], d.names(t["targets"])))
    for i in d.of("instance"):
        # moto's CloudFormation takes no interface that an instance brings along.
        if i["public_ip"] != "subnet" or i["interfaces"]:
            continue
        facts["instance"].add((i["name"], d.name(i["subnet"]), i["instance_type"]))
        facts["instance's groups"].add((i["name"], d.groups(i, [i["subnet"]])))
    for t in d.of("launch-template"):
        profile = d.name(t["instance_profile"]) if t["instance_profile"] else None
        address = {"yes": True, "no": False, "subnet": None}[t["public_ip"]]
        facts["launch template"].add(
            (t["name"], t["instance_type"], d.names(t["security_groups"]), profile, address,
             t["volume_size"], t["volume_type"], t["volume_encrypted"], t["user_data"])
        )
    for g in d.of("auto-scaling-group"):
        facts["scaling group"].add(
            (g["name"], d.name(g["launch_template"]), d.names(g["subnets"]),
             d.names(g["target_groups"]), g["min_size"], g["desired"], g["max_size"],
             g["health_check"], g["grace_period"], g["instance_name"])
        )
        for p in g["policies"]:
            facts["scaling policy"].add((g["name"], p["change"]))
    for a in d.of("alarm"):
        told = tuple(sorted(d.name(id) for id in a["actions"]))
        steps = sum(p.get("alarm") == a["id"] for g in d.of("auto-scaling-group") for p in g["policies"])
        facts["alarm"].add(
            (a["name"], a["expression"] or (a["namespace"], a["metric"], a["statistic"], a["period"]),
             a["comparison"], float(a["threshold"]), a["evaluation_periods"], a["missing_data"],
             told, steps)
        )


def keeping(d, facts):
    for b in d.of("database"):
        facts["database"].add(
            (b["name"], b["engine"], b["class"], b["storage"], b["storage_type"], b["multi_az"],
             b["encrypted"], b["public"], b["backup_days"], d.names(b["subnets"]))
        )
        if b["security_groups"]:
            facts["database's groups"].add((b["name"], d.names(b["security_groups"])))
        if b["port"]:
            facts["database's port"].add((b["name"], b["port"]))
    for b in d.of("bucket"):
        name = b["name"]
        # Files of the first version have one switch for the four.
        blocks = ("block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets")
        facts["bucket"].add((name, b["bucket_name"]))
        facts["bucket's versions"].add((name, b["versioning"]))
        facts["bucket's public access"].add((name, *(b.get("block_public_access", b[field]) for field in blocks)))
        for statement in json.loads(b["policy"] or '{"Statement": []}')["Statement"]:
            facts["bucket's policy"].add((name, statement["Sid"], statement["Effect"]))
    for f in d.of("file-system"):
        facts["file system"].add((f["name"], f["encrypted"]))
        for m in f["mount_targets"]:
            groups = {"security_groups": [], **m}
            facts["mount target"].add(
                (f["name"], d.name(m["subnet"]), d.groups(groups, [m["subnet"]]))
            )
    for g in d.of("log-group"):
        facts["log group"].add((g["log_group_name"], int(g["retention_days"] or 0)))
        for f in g["metric_filters"]:
            facts["metric filter"].add((g["log_group_name"], f["pattern"], f["namespace"], f["metric"]))


def knowing(d, facts):
    for r in d.of("iam-role"):
        managed = [p["name"] for p in r.get("managed_policies", [])]
        facts["role's policies"].add((r["name"], tuple(sorted([d.name(p) for p in r["policies"]] + managed))))
        facts["role"].add((r["name"], json.loads(r["trust_policy"])["Statement"][0]["Principal"]["Service"]))
    for p in d.of("iam-policy"):
        sids = tuple(s["Sid"] for s in json.loads(p["document"])["Statement"])
        facts["policy"].add((p["name"], sids))
    for p in d.of("instance-profile"):
        facts["profile"].add((p["name"], d.name(p["role"])))
    for g in d.of("iam-group"):
        facts["IAM group"].add((g["name"], tuple(sorted(p["name"] for p in g["managed_policies"]))))
    for u in d.of("iam-user"):
        facts["user's groups"].add((u["name"], d.names(u["groups"])))
    for z in d.of("hosted-zone"):
        facts["zone"].add((z["domain"] + ".",))
        for r in z["records"]:
            to = r.get("alias")
            values = (d.name(to),) if to else tuple(sorted(d.name(v) for v in r["values"]))
            facts["record"].add((z["domain"] + ".", r["name"] + ".", r["type"], bool(to), values))
    for t in d.of("topic"):
        facts["topic"].add((t["name"],))
        for s in t["subscriptions"]:
            facts["subscription"].add((t["name"], s["protocol"], s["endpoint"]))
    for f in d.of("function"):
        facts["function"].add((f["name"], d.name(f["role"])))


PARTS = (network, serving, keeping, knowing)
