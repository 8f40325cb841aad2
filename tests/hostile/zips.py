"""ZIP archives byte by byte: right, odd, or wrong on purpose. SPDX-License-Identifier: MIT"""
import struct
import zlib

DEFLATED, STORED = 8, 0
WIDE = 0xFFFFFFFF


def deflate(data, level=9):
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def extra(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def unicode_path(raw, name):
    return extra(0x7075, b"\x01" + struct.pack("<I", zlib.crc32(raw)) + name)


class Entry:
    """One entry. What is said in both headers stands first; `central` and `local` are
    dictionaries of fields that one of them says otherwise."""

    def __init__(self, name, data=b"", method=DEFLATED, packed=None, flags=None, descriptor=None, wide=False,
                 mode=0o100644, host=3, made=20, needed=20, extra=b"", local_extra=None, comment=b"",
                 time=0x21, attributes=None, level=9, local=None, central=None, before=b"", after=b"", **said):
        self.name = name.encode() if isinstance(name, str) else name
        self.body = packed if packed is not None else deflate(data, level) if method == DEFLATED else data
        self.wide, self.descriptor, self.before, self.after = wide, descriptor, before, after
        self.comment, self.extra = comment, extra
        self.local_extra = extra if local_extra is None else local_extra
        if flags is None:
            flags = 0 if self.name.isascii() else 1 << 11
        if descriptor is not None:
            flags |= 8
        if attributes is None:
            attributes = mode << 16
        fields = dict(name=self.name, flags=flags, method=method, crc=zlib.crc32(data), packed=len(self.body),
                      size=len(data), needed=needed, made=host << 8 | made, time=time, attributes=attributes,
                      disk=0, offset=None, name_length=None, extra_length=None, comment_length=None,
                      signature=None)
        fields.update(said)
        self.central = {**fields, **(central or {})}
        unknown = dict(crc=0, packed=0, size=0) if descriptor is not None else {}
        self.local = {**fields, **unknown, **(local or {})}

    def write_local(self, out):
        f = self.local
        out += self.before
        self.at = len(out)
        more = self.local_extra
        packed, size = f["packed"], f["size"]
        if self.wide:
            more = extra(1, struct.pack("<QQ", size, packed)) + more
            packed = size = WIDE
        out += struct.pack("<IHHHIIIIHH", f["signature"] or 0x04034b50, f["needed"], f["flags"], f["method"], f["time"] << 16,
                           f["crc"], packed, size,
                           len(f["name"]) if f["name_length"] is None else f["name_length"],
                           len(more) if f["extra_length"] is None else f["extra_length"])
        out += f["name"] + more + self.body
        if self.descriptor is not None:
            c = self.central
            signature, form = self.descriptor
            out += (b"PK\7\x08" if signature else b"") + struct.pack("<I" + form * 2, c["crc"], c["packed"], c["size"])
        out += self.after

    def central_record(self, shift=0):
        f = self.central
        offset = (self.at if f["offset"] is None else f["offset"]) + shift
        packed, size, more = f["packed"], f["size"], self.extra
        if self.wide:
            more = extra(1, struct.pack("<QQQ", size, packed, offset)) + more
            packed = size = offset = WIDE
        return struct.pack("<IHHHHIIIIHHHHHII", f["signature"] or 0x02014b50, f["made"], f["needed"], f["flags"],
                           f["method"], f["time"] << 16, f["crc"], packed, size,
                           len(f["name"]) if f["name_length"] is None else f["name_length"],
                           len(more) if f["extra_length"] is None else f["extra_length"],
                           len(self.comment) if f["comment_length"] is None else f["comment_length"],
                           f["disk"], 0, f["attributes"], offset) + f["name"] + more + self.comment


def end_record(count, size, offset, comment=b"", disk=0, start_disk=0, here=None, comment_length=None):
    return struct.pack("<IHHHHIIH", 0x06054b50, disk, start_disk, count if here is None else here, count,
                       size, offset, len(comment) if comment_length is None else comment_length) + comment


def end_wide(at, count, size, offset, extensible=b"", said_at=None, here=None):
    """The zip64 end record that stands at `at`, and its locator."""
    record = struct.pack("<IQHHIIQQQQ", 0x06064b50, 44 + len(extensible), 45, 45, 0, 0,
                         count if here is None else here, count, size, offset) + extensible
    return record + struct.pack("<IIQI", 0x07064b50, 0, at if said_at is None else said_at, 1)


def archive(entries, prefix=b"", directory=None, shift=0, between=b"", tail=b"", wide=None, wide_only=False, **end):
    """The whole archive. `end` goes to end_record(); count, size and offset may be functions of the true value."""
    out = bytearray(prefix)
    for entry in entries:
        entry.write_local(out)
    offset = len(out)
    records = b"".join(e.central_record(shift) for e in (entries if directory is None else directory))
    out += records
    count, size = len(entries if directory is None else directory), len(records)
    out += between
    said = dict(count=count, size=size, offset=offset + shift)
    for key in ("count", "size", "offset"):
        if key in end:
            said[key] = end.pop(key)(said[key])
    if wide is not None:
        wide = dict(wide)
        values = {**said, **{k: wide.pop(k) for k in ("count", "size", "offset") if k in wide}}
        out += end_wide(len(out) + shift, values["count"], values["size"], values["offset"], **wide)
        if not wide_only:
            said = dict(count=0xFFFF, size=WIDE, offset=WIDE)
    out += end_record(said["count"] & 0xFFFF, said["size"] & WIDE, said["offset"] & WIDE, **end)
    return bytes(out) + tail
