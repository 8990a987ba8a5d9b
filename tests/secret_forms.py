# SPDX-License-Identifier: MIT
"""Ways to type a secret, and commands that hold none."""

from __future__ import annotations

X = "hunter2"
"""The secret in all forms."""

_OBJECT = f'"qom-type": "secret", "id": "s", "data": "{X}"'

NAMED = (
    f"set_password protocol=vnc password={X}",
    f"set_password protocol=vnc pasword={X}",
    f"set_password protocol=vnc passwrd={X} connected=keep",
    f"set_password protocol=vnc pw={X}",
    f"set_password protocol=vnc password.x={X}",
    f"set_password protocol=vnc password[0]={X}",
    f"set_password protocol=vnc Password={X}",
    f"set_password protocol=vnc pass_word={X}",
    f"set_password protocol=vnc password= {X}",
    f"set_password protocol=vnc password = {X}",
    f'set_password protocol=vnc password="a {X} b"',
    f"set_password protocol=vnc 'password=a {X}'",
    f'set_password protocol=vnc password="a"{X}',
    f"set_password protocol=vnc password=a {X}",
    f"set_password vnc {X}",
    f"set_password protocol=vnc {X}",
    f"set_pasword protocol=vnc value={X}",
    f"setpassword vnc {X}",
    f"change-vnc-password password={X}",
    f"change-vnc-password password={X},{X}}}",
    f"change-vnc-password password=[{X} {X}]",
    f"change-vnc-password pwd={X}",
    f"change_vnc_password new={X}",
    f"change device=vnc target=password arg={X}",
    f"chnage device=vnc target=pasword arg={X}",
    f"change device=spice arg={X}",
    f"change vnc password {X}=3",
    f"block_passwd node-name=a password={X}",
    f"guest-set-user-password username=me password={X} crypted=on",
    f"guest-set-user-password username=me passord={X} crypted=on",
    f"sev-inject-launch-secret packet-header=h secret={X}",
    f"sev-inject-launch-secret packet-header=h secert={X}",
    f"sev-inject-launch-secert packet-header=h data={X}",
    f"x-unheard-of a.b[0].passphrase={X} d=1",
    f"x-unheard-of api-key={X}",
    f"x-unheard-of clientSecret={X}",
    f"x-unheard-of credentials.user={X}",
    f"blockdev-add driver=http cookie={X} url=http://a/b",
    f"blockdev-add driver=http coockie={X} url=http://a/b",
    f"guest-exec path=/bin/x arg.0=--password arg.1={X}",
    f"guest-exec path=/bin/x arg.0=--password={X}",
    f'guest-exec path=/bin/x env=["PASSWORD={X}", "A=1"]',
)
"""Secrets by the names of members and commands."""

OBJECTS = (
    f"object-add qom-type=secret id=s data={X}",
    f"object-add data={X} qom-type=secret id=s",
    f"object-add qom-type=secret id=s dta={X}",
    f"object-add qom-type=sceret id=s data={X}",
    f"object-add qom-type=secrte id=s date={X}",
    f"object-add qomtype=secret id=s data={X}",
    f"object-add qom_typ=Secret id=s data={X}",
    f"object-add id=s data={X}",
    f"object-add qom-type=secret id=s props.data={X}",
    f"object-add qom-type=secret id=s props.dat={X}",
    f'object-add qom-type=secret id=s props={{"data": "{X}"}}',
    f'object-add {{"qom-type": "secret", "id": "s", "props": {{"data": "{X}"}}}}',
    f"object-add {{{_OBJECT}}}",
    f'object-add qom-type=secret {{"id": "s", "data": "{X}"}}',
    f'object-add {{"qom-type": "secret"}} id=s data={X}',
    f'object-add {{"qom-type": "sceret", "data": "{X}"}}',
    f'object-add {{"qom-type": "secret", "dtaa": "{X}"}}',
    f'object-add {{"qom-type": "secret", "data": "{X}',
    f"object-add {{'qom-type': 'secret', 'data': '{X}'}}",
    f"object-add {{qom-type: secret, data: {X}}}",
    f'object-add {{"qom-type" "secret" "data" "{X}"}}',
    f"object-add secret,id=s,data={X}",
    f"object_add secret,id=s,data={X},,b,format=raw",
    f"object-add qom-type=secret,id=s,data={X}",
    f"object-add secret id=s data={X}",
    f"object-add qom-type=secret_keyring id=s data={X}",
    f"object-ad qom-type=secret id=s data={X}",
    f"object-add qom-type=secret id=s data=a {X}",
    f"qom-set path=/objects/s property=data value={X}",
    f"qom-set path=/objects/s property=data vlaue={X}",
    f"qom-set path=/objects/s propety=data value={X}",
    f"qom_set property=vnc-password path=/machine value={X}",
    f"/objects/s/data {X}",
)
"""Secret objects and their properties."""

STRINGS = (
    f"blockdev-add driver=http url=http://me:{X}@host/b",
    f"blockdev-add driver=http url=http://me:a@{X}@host/b",
    f"blockdev-add driver=http url=http://:{X}@host/b",
    f"blockdev-add driver=http url=ftp://me:a/{X}@host/b",
    f"blockdev-add driver=http url=http://host/b?user=a&password={X}",
    f"blockdev-add driver=http url=http://host/b?token={X}&a=b",
    f"blockdev-add filename=rbd:pool/img:id=me:key={X}:conf=/x",
    f"blockdev-add filename=rbd:pool/img:id=me:key={X}",
    f"blockdev-add filename=rbd:pool/img:key=a\\\\:{X}:conf=/x",
    f'blockdev-add "filename=rbd:pool/img:key={X}"',
    f"blockdev-add filename=me:{X}@host",
    f"""blockdev-add filename='json:{{"driver": "http", "password": "{X}"}}'""",
    f"""blockdev-add filename='json:{{"driver": "http", "pasword": "{X}"'""",
    f'blockdev-add file="json:{{\\"password\\": \\"{X}\\"}}"',
    '{"execute": "blockdev-add", "arguments": '
    f'{{"filename": "json:{{\\"password\\": \\"{X}\\"}}"}}}}',
    f'migrate uri="exec:curl --header \\"Authorization: Basic {X}\\""',
    f'migrate uri="exec:mysqldump --password={X}"',
    f'drive_add opts="file=rbd:p/i:key={X},if=none"',
    f"blockdev-add driver=rbd =keyvalue-pairs={X}",
    f"# set_password protocol=vnc password={X}",
    f"query-status # then set_password vnc {X}",
)
"""Secrets within values."""

JSON = (
    f'{{"execute": "x", "arguments": {{"password": "{X}"}}}}',
    f'{{"execute": "x", "arguments": {{"password":\n "{X}',
    f'{{"execute": "x", "arguments": {{"pass\\u0077ord": "{X}"}}}}',
    f'{{"execute": "x", "arguments": {{"password": "{X}", "password": null}}}}',
    f'{{"execute": "x", "arguments": {{"password": ["{X}"]}}}}',
    f'{{"execute": "x", "arguments": {{"password": {{"a": "{X}"}}}}}}',
    f'{{"execute": "change-vnc-password", "arguments": {{"new": "{X}"}}}}',
    f'{{"execute": "object-add", "arguments": {{{_OBJECT}}}}}',
    f'{{"exec-oob": "object-add", "arguments": {{"data": "{X}", "qom-type": "secret"}}}}',
    f'{{"execute": "object-add", "arguments": {{"id": "s", "data": "{X}"}}}}',
    f'{{"execute": "qom-set", "arguments": {{"property": "data", "value": "{X}"}}}}',
    '{"execute": "human-monitor-command", "arguments": '
    f'{{"command-line": "set_password vnc {X}"}}}}',
    '{"execute": "human-monitor-command", "arguments": '
    f'{{"command-line": "change spice {X}"}}}}',
    f"transaction(\n  set_password vnc {X}\n)",
    f"transaction(\n  abort\n  object-add qom-type=secret data={X}\n)",
    f"query-status\nchange-vnc-password pw={X}",
)
"""Requests in JSON, transactions and several commands."""

VIA_HUMAN = (
    f"set_password vnc {X}",
    f"set_pasword vnc {X}",
    f"setpassword vnc {X}",
    f"set_password\tvnc  {X} keep",
    f"change vnc password {X}",
    f"change vnc passwd {X}",
    f"change vnc pasword {X}",
    f"chnage vnc password {X}",
    f"change spice {X}",
    f"change spice password {X}",
    f"block_passwd d0 {X}",
    f"object_add secret,id=s,data={X}",
    f"object_add secret,id=s,data={X},,{X},format=raw",
    f"object_add qom-type=secret,id=s,data={X}",
    f"object_add sceret,id=s,data={X}",
    f"object_add qom-type=secret,id=s,dta={X}",
    f"object_add id=s,data={X}",
    f'object_add {{"qom-type":"secret","data":"{X}"}}',
    f'object_add {{"qom-type": "secret", "data": "{X}"}}',
    f"qom-set /objects/s data {X}",
    f'qom-set /objects/s "data" {X}',
    f'qom-set /objects/s "data" "{X}"',
    f"qom-set -j /objects/s data {X}",
    f"qom_set /objects/s data {X}",
    f"drive_add 0 file=rbd:pool/img:key={X},if=none",
    f"drive_add 0 file=http://me:{X}@host/b",
    f'drive_add 0 file=json:{{"password":"{X}"}}',
    f"device_add x,password={X}",
    f"migrate -d tcp://me:{X}@host:1",
)
"""Lines for the human monitor, which are also typed in the shell in quotes."""


def human_command(line: str) -> str:
    """A line for the human monitor as an argument in the shell."""
    quoted = line.replace("\\", "\\\\").replace('"', '\\"')
    return f'human-monitor-command command-line="{quoted}"'


TYPED = (*NAMED, *OBJECTS, *STRINGS, *JSON, *map(human_command, VIA_HUMAN))
"""All that can be typed in the shell."""

ORDINARY = (
    "query-status",
    "query-block # how are they?",
    "qom-list path=/objects",
    'qom-list {"path": "/"}   # nothing',
    "qom-get path=/machine property=type",
    "qom-set path=/machine property=x value=secretary",
    "blockdev-add driver=luks key-secret=s0 password-secret=s1 node-name=x",
    "blockdev-add driver=qcow2 encrypt.format=luks encrypt.key-secret=s0 file.filename=a",
    "blockdev-add driver=http url=http://host:80/a@b",
    "blockdev-add driver=rbd pool=p image=i key-secret=s0 conf=/etc/ceph.conf",
    "blockdev-add filename=rbd:pool/image@snap:id=me:conf=/etc/ceph.conf",
    "blockdev-add filename=nbd://host:10809/export",
    "blockdev-add driver=iscsi target=iqn.2001-04.com.example:disk1 lun=0",
    "blockdev-add driver=ssh server.host=h server.port=22 path=/a user=me",
    "x-blockdev-amend job-id=j node-name=n options.state=active options.new-secret=s1",
    "blockdev-create job-id=j options.driver=luks options.key-secret=s0 options.size=1G",
    "object-add qom-type=tls-creds-x509 id=t passwordid=s0 dir=/etc endpoint=server",
    "object-add qom-type=iothread id=x data=3",
    "object-add qom-type=secret id=s file=/run/key format=base64 keyid=master iv=AAAA",
    "object-add qom-type=secret_keyring id=s serial=7",
    "object-add qom-type=memory-backend-ram id=m size=64M",
    "object-add qom-type=secret id=s data=@/run/secret",
    "set_password protocol=vnc password=@? connected=keep",
    "change-vnc-password password=@-",
    "change-vnc-password password=@fd:3",
    "guest-set-user-password username=me password=@./pw crypted=false",
    "expire_password protocol=vnc time=now",
    'send-key keys=[{"type": "qcode", "data": "ret"}]',
    "input-send-event events.0.type=key events.0.data.down=true events.0.data.key.data=a",
    "change device=ide1 target=/tmp/a.iso",
    "netdev_add type=l2tpv3 id=n cookie64=on src=a dst=b txsession=1",
    "device_add driver=virtio-net-pci netdev=n mac=52:54:00:12:34:56",
    "chardev-add id=c backend.type=socket backend.data.server=true",
    "migrate uri=tcp:host:4444",
    "migrate uri=unix:/run/a.sock",
    "migrate uri=exec:cat>/tmp/a",
    "guest-exec path=/bin/ls arg.0=-l arg.1=/ capture-output=true",
    "guest-ssh-add-authorized-keys username=me keys.0=ssh-ed25519",
    'human-monitor-command command-line="info status"',
    "transaction(\n  abort\n  blockdev-snapshot-sync device=d snapshot-file=/a\n)",
    "help set_password",
    '{"execute": "query-status", "id": "a"}',
    '{"execute": "device_add", "arguments": {"driver": "usb-kbd", "data": "x"}}',
)
"""Commands without a secret."""

ORDINARY_FOR_HUMANS = (
    "info status",
    "info vnc",
    "help set_password",
    "expire_password vnc now",
    "object_add iothread,id=data",
    "object_add secret,id=s,file=/run/key,format=base64",
    "qom-get /objects/s data",
    "qom-set /machine x 3",
    "drive_add 0 id=a,file=b.img,password-secret=s",
    "change ide1-cd0 /tmp/a.iso",
    "change vnc :1",
    "change vnc :1,password=on",
    "device_add usb-mouse,id=m",
    "migrate -d tcp:host:4444",
    "sendkey ctrl-alt-f1",
    "x /16xb 0x1000",
)
"""Lines for the human monitor without a secret."""
