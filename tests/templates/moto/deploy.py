"""Deploys exported templates into moto, reads the account back and compares it with the documents.

    deploy.py DOCUMENT TEMPLATE [DOCUMENT TEMPLATE ...]

cfn-lint reads whether a template is well written; this asks whether what it makes is what was
drawn. What moto cannot do stands in limits.py. A template that has something left out, because
the document is meant to be broken, is asked for its types only.
"""

import json
import os
import sys
import warnings
from collections import defaultdict
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Without a list of its own moto makes thousands of images in each of its accounts.
os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none", MOTO_AMIS_PATH=str(HERE / "amis.json"))
warnings.filterwarnings("ignore")

import boto3  # noqa: E402
from moto import mock_aws  # noqa: E402
from moto.cloudformation import parsing  # noqa: E402

import account  # noqa: E402
import document  # noqa: E402
import limits  # noqa: E402

STACK = "campus"
# Documents that export whole and name what they draw as AWS lets it be named.
READ_BACK = ("examples/first-minute", "examples/notebookly", "templates/databases",
             "templates/groups-in-a-ring",
             "templates/internal-balancer", "templates/scaling", "templates/storage", "templates/three-tiers")
NAMED_BY = ("GroupName", "AlarmName", "RoleName", "ManagedPolicyName", "BucketName", "Name")
LISTED = {**limits.LAID_BY_API, **limits.LEFT_OUT}


def lists_are_exact(templates):
    """Every type that is exported is known to moto or in a list, and what is in a list is not known."""
    known = set(parsing.get_model_map())
    exported = {r["Type"] for t in templates for r in t["Resources"].values()}
    wrong = [f"{t}: moto does not know it, and limits.py does not list it" for t in exported - known - set(LISTED)]
    wrong += [f"{t}: moto knows it, so it is to leave limits.py" for t in known & set(LISTED)]
    wrong += [f"{t}: limits.py lists it, and no template has one" for t in set(LISTED) - exported]
    wrong += [f"{t}: moto does not know it any more" for t in set(limits.LAID_ANEW) - known]
    return sorted(wrong)


def refers(value):
    """The logical ids that a value names."""
    if isinstance(value, list):
        return set().union(*map(refers, value))
    if not isinstance(value, dict):
        return set()
    if set(value) == {"Ref"}:
        return {value["Ref"]}
    if set(value) == {"Fn::GetAtt"}:
        return {value["Fn::GetAtt"][0]}
    return set().union(*map(refers, value.values()))


def without(value, gone, stand_in):
    """A value without what names something that is gone; a certificate is stood in for."""
    if isinstance(value, list):
        return [without(item, gone, stand_in) for item in value if not refers_directly(item, gone - set(stand_in))]
    if isinstance(value, dict):
        if refers_directly(value, set(stand_in)):
            return next(iter(stand_in.values()))
        kept = {k: v for k, v in value.items() if not refers_directly(v, gone - set(stand_in))}
        return {k: without(v, gone, stand_in) for k, v in kept.items()}
    return value


def intrinsic(value):
    """Whether a value is one of CloudFormation's functions."""
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::"))


def refers_directly(value, ids):
    return intrinsic(value) and bool(refers(value) & ids)


def split(template, stand_in):
    """The resources that moto lays itself, and those that are laid by hand."""
    resources = template["Resources"]
    by_hand = {**limits.LAID_BY_API, **limits.LAID_ANEW}
    hands = {id: r for id, r in resources.items() if r["Type"] in by_hand}
    gone = {id for id, r in resources.items() if r["Type"] in LISTED or r["Type"] in by_hand}
    # A permission of an alarm is for nobody where the alarm is not there.
    gone |= {id for id, r in resources.items() if r["Type"] == "AWS::Lambda::Permission" and refers(r) & gone}
    certificates = {id: stand_in for id in gone if resources[id]["Type"] == limits.STANDS_IN}
    laid = {}
    for id, resource in resources.items():
        if id in gone:
            continue
        laid[id] = dict(resource, Properties=without(resource.get("Properties", {}), gone, certificates))
        waits = laid[id].pop("DependsOn", [])
        laid[id]["DependsOn"] = [w for w in ([waits] if isinstance(waits, str) else waits) if w not in gone]
    return laid, hands


def questions(values, hands):
    """What moto has to resolve for the hands, as outputs of the stack: text of the intrinsic to itself."""
    found = {}
    for value in values:
        if isinstance(value, list):
            found.update(questions(value, hands))
        elif isinstance(value, dict):
            if intrinsic(value):
                if not refers(value) & hands:
                    found[json.dumps(value)] = value
            else:
                found.update(questions(value.values(), hands))
    return found


def resolved(value, answers, made):
    if isinstance(value, list):
        return [resolved(item, answers, made) for item in value]
    if isinstance(value, dict):
        if json.dumps(value) in answers:
            return answers[json.dumps(value)]
        if "Ref" in value:
            return made[value["Ref"]]
        return {key: resolved(item, answers, made) for key, item in value.items()}
    return value


def called(resource):
    """The name of a resource as its template has it: its own, or that of its tag."""
    properties = resource.get("Properties", {})
    if resource["Type"].endswith("Attachment") or "Association" in resource["Type"]:
        return None
    for tag in properties.get("Tags", []) + properties.get("FileSystemTags", []):
        if tag["Key"] == "Name" and resource["Type"] != "AWS::AutoScaling::AutoScalingGroup":
            return tag["Value"]
    return next((properties[n] for n in NAMED_BY if isinstance(properties.get(n), str)), None)


def facts_of(parts, source):
    facts = defaultdict(set)
    for part in parts:
        part(source, facts)
    return facts


def forgotten(template, laid):
    """The properties that moto's CloudFormation forgets: whose, what, and the call that does it."""
    for id in laid:
        resource = template["Resources"][id]
        for (kind, name), (_, call) in limits.FORGOTTEN.items():
            value = resource.get("Properties", {}).get(name)
            if resource["Type"] == kind and value is not None:
                yield id, value, call


class Clients:
    """boto3's clients, each made once: making one takes longer than asking it."""

    def __init__(self, region):
        self.session = boto3.session.Session(region_name=region)
        self.client = cache(self.session.client)


clients = cache(Clients)


def deploy(path, template):
    """How the account that a template makes differs from the document: as moto's CloudFormation
    leaves it, and when all is laid; and how many facts the document holds."""
    drawn = document.Document(path)
    at = clients(drawn.code)
    certificate = at.client("acm").request_certificate(DomainName="example.com")["CertificateArn"]
    laid, hands = split(template, certificate)
    later = list(forgotten(template, laid))
    asked = questions([r["Properties"] for r in hands.values()] + [value for _, value, _ in later], set(hands))
    outputs = {f"Q{number}": {"Value": value} for number, value in enumerate(asked.values())}
    body = {"Parameters": template.get("Parameters", {}), "Resources": laid, "Outputs": outputs}
    cloudformation = at.client("cloudformation")
    cloudformation.create_stack(StackName=STACK, TemplateBody=json.dumps(body))
    stack = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
    answered = {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}
    answers = {text: answered[f"Q{number}"] for number, text in enumerate(asked)}
    made = {
        r["LogicalResourceId"]: r["PhysicalResourceId"]
        for r in cloudformation.describe_stack_resources(StackName=STACK)["StackResources"]
        if "PhysicalResourceId" in r
    }
    named = {made[id]: called(r) for id, r in laid.items() if id in made and called(r)}
    want = facts_of(document.PARTS, drawn)
    early = differences(want, facts_of(account.PARTS, account.Account(at, dict(named))))

    for kind, call in {**limits.LAID_ANEW, **limits.LAID_BY_API}.items():
        for id, resource in hands.items():
            if resource["Type"] == kind:
                made[id] = call(at, resolved(resource["Properties"], answers, made))
                if made[id] and called(resource):
                    named[made[id]] = called(resource)
    for id, value, call in later:
        call(at, made[id], resolved(value, answers, made))
    late = differences(want, facts_of(account.PARTS, account.Account(at, named)))
    return late, early, sum(map(len, want.values()))


def differences(want, have):
    """What the document says and the account has not, and the other way round, by kind of fact."""
    found = {}
    for kind in sorted(set(want) | set(have)):
        lacks = [f"{kind} {fact}: drawn, and not there" for fact in sorted(want[kind] - have[kind], key=repr)]
        more = [f"{kind} {fact}: there, and not drawn" for fact in sorted(have[kind] - want[kind], key=repr)]
        if lacks or more:
            found[kind] = lacks + more
    return found


def main(paths):
    pairs = [(path, json.load(open(template))) for path, template in zip(paths[::2], paths[1::2])]
    wrong = lists_are_exact([template for _, template in pairs])
    proved, read, total = set(), 0, 0
    for path, template in pairs:
        if not any(name + ".campus.json" in path.replace(os.sep, "/") for name in READ_BACK):
            continue
        # Reading AWS's own policies takes moto two seconds.
        managed = "arn:aws:iam::aws:policy/" in json.dumps(template)
        with mock_aws(config={"iam": {"load_aws_managed_policies": managed}}):
            late, early, count = deploy(path, template)
        wrong += [f"{path}: {line}" for lines in late.values() for line in lines]
        proved |= set(early)
        read, total = read + 1, total + count
    if read != len(READ_BACK):
        wrong.append(f"{read} of {len(READ_BACK)} documents were there to be read back")
    for kind, _ in limits.FORGOTTEN.values():
        if kind not in proved:
            wrong.append(f"{kind}: moto keeps it by itself, so it is to leave FORGOTTEN in limits.py")
    if "subnet's table" not in proved:
        wrong.append("moto shows the tables of subnets by itself, so they are to leave LAID_ANEW in limits.py")
    for line in wrong:
        print(line)
    if wrong:
        sys.exit(1)
    print(f"{read} architectures deployed into moto, {total} facts read back as they are drawn")


main(sys.argv[1:])
