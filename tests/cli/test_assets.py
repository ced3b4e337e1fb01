# SPDX-License-Identifier: MIT
"""wikijs assets: upload, download, list, get, rename, delete, folders."""
import ctypes
import signal
import struct
import subprocess
import zlib

import pytest

from conftest import SECONDS, admin, interrupt, wait_for

FOLDER = "cli-test"


@pytest.fixture
def made(cli, tmp_path):
    """Uploads bytes under a name; everything in the folder is deleted at the end."""
    def upload(name, content, *words, **more):
        file = tmp_path / name
        file.write_bytes(content)
        return cli("assets", "upload", str(file), "--folder", FOLDER, *words, **more)

    yield upload
    ids = cli("assets", "list", FOLDER, "--json", "id", "--jq", ".[].id", code=None).out
    cli("assets", "delete", "--yes", "-", stdin=ids, code=None)


def test_upload_list_get_and_download(cli, made, tmp_path):
    content = bytes(range(256)) * 800
    result = made("Pic one.PNG", content)
    asset_id, path = result.out.strip().split("\t")
    assert path == f"{FOLDER}/pic_one.png"
    assert cli("assets", "list", FOLDER).out.startswith(f"{asset_id}\tIMAGE\timage/png\t{len(content)}\t")
    assert cli("assets", "list", "--recursive", "--kind", "binary", "--filter", f"path:{path}").out == ""
    assert cli("assets", "get", path, "--json", "id,fileSize").json == {"id": int(asset_id), "fileSize": len(content)}
    assert cli("assets", "get", asset_id, "--json", "path").json == {"path": path}
    two = cli("assets", "get", "-", "--json", "id", stdin=f"{asset_id}\n/{path}\n").json
    assert two == [{"id": int(asset_id)}] * 2

    target = tmp_path / "out"
    target.mkdir()
    cli("assets", "download", f"/{path}", "--output", str(target))
    assert (target / "pic_one.png").read_bytes() == content
    assert [file.name for file in target.iterdir()] == ["pic_one.png"]
    again = cli("assets", "download", path, "--output", str(target), code=5)
    assert "is there already" in again.err
    cli("assets", "download", asset_id, "--output", str(target), "--replace")
    named = tmp_path / "named.png"
    cli("assets", "download", path, "--output", str(named))
    assert named.read_bytes() == content
    cli("assets", "download", path, cwd=target, code=5)


def test_a_broken_download_is_continued(cli, made, tmp_path):
    made("resume.bin", b"0123456789" * 100)
    file = tmp_path / "resume.bin"
    file.unlink()
    (tmp_path / "resume.bin.part").write_bytes(b"not the beginning")
    cli("assets", "download", f"{FOLDER}/resume.bin", "--continue", cwd=tmp_path)
    assert file.read_bytes() == b"0123456789" * 100
    assert not (tmp_path / "resume.bin.part").exists()


def test_standard_streams(cli, made, tmp_path):
    cli("assets", "upload", "--name", "From Pipe.log", "--folder", FOLDER, "-", stdin="piped text\n")
    out = cli("assets", "download", f"{FOLDER}/from_pipe.log", "--output", "-")
    assert out.out == "piped text\n"
    assert out.err == ""
    wrong = cli("assets", "upload", "-", stdin="x", code=2)
    assert "--name" in wrong.err


def test_an_existing_name(cli, made):
    made("twice.bin", b"one")
    refused = made("twice.bin", b"three", code=5)
    assert "exists already" in refused.err and "--replace" in refused.err
    made("twice.bin", b"three", "--replace")
    assert cli("assets", "download", f"{FOLDER}/twice.bin", "--output", "-").out == "three"


def test_rename_and_delete(cli, made):
    made("before.bin", b"x")
    cli("assets", "rename", f"{FOLDER}/before.bin", "After.bin")
    assert cli("assets", "list", FOLDER, "--json", "filename").json == [{"filename": "after.bin"}]
    assert "--yes" in cli("assets", "delete", f"{FOLDER}/after.bin", code=2).err
    cli("assets", "delete", "--yes", f"{FOLDER}/after.bin")
    missing = cli("assets", "delete", "--yes", f"{FOLDER}/after.bin", code=3)
    assert "wikijs assets list" in missing.err


def test_what_cannot_be_downloaded(cli, made, tmp_path):
    never = tmp_path / "never"
    assert "cannot be downloaded" in made("notes.txt", b"x").err
    gone = cli("assets", "download", f"{FOLDER}/notes.txt", "--output", never, code=3)
    assert "page" in gone.err
    assert not never.exists()
    many = cli("assets", "download", "a/b.png", "c/d.png", "--output", never, code=2)
    assert "folder" in many.err


def test_names_stay_in_the_folder(cli, tmp_path):
    target = tmp_path / "target"
    target.mkdir()
    for path in ("..", "a/..", "a/", "."):
        cli("assets", "download", path, cwd=target, code=2)
    assert list(target.iterdir()) == []


def test_folders(cli, made):
    made("x.bin", b"x")
    folder_id, path = cli("assets", "mkdir", f"{FOLDER}/Below").out.strip().split("\t")
    assert path == f"{FOLDER}/below"
    assert cli("assets", "folders", FOLDER).out == f"{folder_id}\t{FOLDER}/below\n"
    assert {"path": path} in cli("assets", "folders", "--recursive", "--json", "path").json
    cli("assets", "list", f"{FOLDER}/none", code=3)


def test_several_uploads_past_a_failure(cli, made, tmp_path):
    (tmp_path / "a.bin").write_bytes(b"a")
    (tmp_path / "b.bin").write_bytes(b"b")
    words = [str(tmp_path / name) for name in ("a.bin", "none.bin", "b.bin")]
    result = cli("assets", "upload", *words, "--folder", FOLDER, code=1)
    assert len(result.lines) == 2
    assert "none.bin" in result.err


def test_a_dry_run_names_what_would_be_sent(cli, made, tmp_path, new_path):
    there = made("there.bin", b"x").out.split("\t")[1].strip()
    big, small = tmp_path / "My Big.png", tmp_path / "small.bin"
    big.write_bytes(b"x" * 1234)
    small.write_bytes(b"")
    folder = f"{FOLDER}/never"
    words = ["assets", "upload", big, small, "--folder", folder, "--dry-run"]
    assert cli(*words).lines == [f"upload\t{big}\t{folder}/my_big.png\t1234", f"upload\t{small}\t{folder}/small.bin\t0"]
    assert cli(*words, "--json", "id,filename,path,fileSize").json == [
        {"id": None, "filename": "my_big.png", "path": f"{folder}/my_big.png", "fileSize": 1234},
        {"id": None, "filename": "small.bin", "path": f"{folder}/small.bin", "fileSize": 0}]
    assert cli.terminal(*words[:3], *words[4:], columns=300).out.strip() == \
        f"would upload {big} to /{folder}/my_big.png (1234 bytes)"
    assert cli("assets", "upload", "-", "--name", "A b.bin", "--dry-run", stdin="x").out == "upload\t-\ta_b.bin\t\n"
    cli("assets", "list", folder, code=3)
    assert "exists already" in cli("assets", "upload", tmp_path / "there.bin", "--folder", FOLDER, "--dry-run", code=5).err
    assert "none.bin" in cli("assets", "upload", tmp_path / "none.bin", "--dry-run", code=1).err
    assert cli("assets", "get", there, "--json", "fileSize").json == {"fileSize": 1}


def test_json_of_new_folders(cli):
    assert cli("assets", "mkdir", f"{FOLDER}/one", "--json", "path").json == {"path": f"{FOLDER}/one"}
    two = [{"path": f"{FOLDER}/one"}, {"path": f"{FOLDER}/two"}]
    assert cli("assets", "mkdir", f"{FOLDER}/one", f"{FOLDER}/two", "--json", "path").json == two
    assert cli("assets", "mkdir", "-", "--json", "path", stdin=f"{FOLDER}/two\n").json == two[1:]


def test_a_renamed_asset_stays_in_its_folder(cli, made):
    made("stays.bin", b"x")
    assert "stays in its folder" in cli("assets", "rename", f"{FOLDER}/stays.bin", "other/gone.bin", code=2).err
    cli("assets", "get", f"{FOLDER}/stays.bin")


def test_a_full_disk_is_named(cli, made):
    made("full.bin", b"x" * 100000)
    with open("/dev/full", "wb") as full:
        process = cli.start("assets", "download", f"{FOLDER}/full.bin", "--output", "-", stdout=full,
                            stderr=subprocess.PIPE)
        _, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert b"No space left on device" in err
    device = cli("assets", "download", f"{FOLDER}/full.bin", "--output", "/dev/full", "--replace", code=1)
    assert "no regular file" in device.err


def test_an_interrupted_download_can_be_continued(cli, made, tmp_path, fault):
    content = bytes(range(256)) * 2000
    made("slow.bin", content)
    fault("drip=2000/50", times=1, path=f"/{FOLDER}/slow.bin")
    target, part = tmp_path / "out.bin", tmp_path / "out.bin.part"
    words = ["assets", "download", f"{FOLDER}/slow.bin", "--output", str(target)]
    process = cli.start(*words, stderr=subprocess.PIPE)
    wait_for(lambda: part.exists() and part.stat().st_size > 0)
    _, err = interrupt(process)
    assert b"--continue" in err
    assert part.exists() and not target.exists()
    size = part.stat().st_size
    cli(*words, "--continue")
    assert target.read_bytes() == content and not part.exists()
    assert 0 < size < len(content)


def test_progress_is_drawn_on_a_terminal_only(cli, made, fault):
    made("drawn.bin", b"x" * 400000)
    fault("drip=40000/100", times=2, path=f"/{FOLDER}/drawn.bin")
    words = ["assets", "download", f"{FOLDER}/drawn.bin", "--output"]
    shown = cli.terminal(*words, str(cli.home / "a.bin"), columns=100)
    assert "drawn.bin" in shown.out and "of 390.6 KiB" in shown.out and "/s" in shown.out and " left" in shown.out
    assert cli(*words, str(cli.home / "b.bin")).err == f"saved {cli.home}/b.bin\n"


def test_many_uploads_have_their_own_outcomes(cli, made, tmp_path):
    files = []
    for number in range(6):
        files.append(tmp_path / f"part-{number}.bin")
        files[-1].write_bytes(bytes([number]) * 1000)
    made("part-2.bin", b"there before")
    files[2].write_bytes(b"y" * 10)
    files[4].write_bytes(b"z" * (5242880 + 1))
    result = cli("assets", "upload", *map(str, files), "--folder", FOLDER, code=1)
    assert [line.split("\t")[1] for line in result.lines] == [f"{FOLDER}/part-{n}.bin" for n in (0, 1, 3, 5)]
    assert "part-2.bin" in result.err and "--replace" in result.err
    assert "part-4.bin" in result.err and "larger than the wiki accepts" in result.err
    assert "part-0" not in result.err
    again = cli("assets", "upload", *map(str, files[:2]), "--folder", FOLDER, "--replace", "--json", "path,fileSize").json
    assert again == [{"path": f"{FOLDER}/part-{n}.bin", "fileSize": 1000} for n in (0, 1)]
    taken = cli("assets", "upload", *map(str, files[:2]), "--folder", FOLDER, code=5)
    assert taken.out == ""


@pytest.mark.parametrize("spec, stored, said", [("hold", 3, b"interrupted: 3 of 3 uploaded"),
                                                ("hang", 2, b"look whether it was done")])
def test_an_interrupted_upload_tells_what_is_there(cli, made, tmp_path, fault, spec, stored, said):
    """What is on its way gets a moment to end, and no more."""
    files = []
    for number in range(3):
        files.append(tmp_path / f"stop-{number}.bin")
        files[-1].write_bytes(b"x" * 1000)
    fault(spec, times=1, path="/u")
    process = cli.start("assets", "upload", *map(str, files), "--folder", FOLDER, stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE)
    wait_for(lambda: cli("assets", "list", FOLDER, code=None).out.count("/stop-") == stored)
    process.send_signal(signal.SIGINT)
    admin("DELETE", "faults")
    out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 130 and said in err, err
    assert out.count(b"/stop-") == (3 if spec != "hang" else 0)


def picture(kind):
    """A small JPEG, by the library that decodes it, or a badly compressed PNG; and a function that gives its pixels back."""
    width, height = 96, 64
    pixels = bytes((x * y // 20 + channel * x) % 256 for y in range(height) for x in range(width) for channel in range(3))
    if kind == "png":
        rows = b"".join(b"\0" + pixels[y * width * 3:(y + 1) * width * 3] for y in range(height))

        def chunk(name, data):
            return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

        head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")

        def decode(data):
            at, packed = 8, b""
            while at < len(data):
                length, name = struct.unpack(">I4s", data[at:at + 8])
                packed += data[at + 8:at + 8 + length] if name == b"IDAT" else b""
                at += 12 + length
            return zlib.decompress(packed)

        return file, decode
    turbo = ctypes.CDLL("libturbojpeg.so.0")
    turbo.tjInitCompress.restype = turbo.tjInitDecompress.restype = ctypes.c_void_p
    out, size = ctypes.POINTER(ctypes.c_ubyte)(), ctypes.c_ulong()
    done = turbo.tjCompress2(ctypes.c_void_p(turbo.tjInitCompress()), pixels, width, 0, height, 0, ctypes.byref(out),
                             ctypes.byref(size), 0, 90, 0)
    assert done == 0

    def decode(data):
        target = ctypes.create_string_buffer(width * height * 3)
        assert turbo.tjDecompress2(ctypes.c_void_p(turbo.tjInitDecompress()), data, ctypes.c_ulong(len(data)), target,
                                   width, 0, height, 0, 0) == 0
        return target.raw

    return ctypes.string_at(out, size.value), decode


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_optimized_images_are_smaller_and_show_the_same(cli, made, tmp_path, kind):
    file, decode = picture(kind)
    asset_id, path = made(f"picture.{kind}", file, "--optimize").out.strip().split("\t")
    back = tmp_path / "back"
    cli("assets", "download", path, "--output", str(back))
    stored = back.read_bytes()
    assert len(stored) < len(file)
    assert decode(stored) == decode(file)
    assert cli("assets", "get", asset_id, "--json", "fileSize").json == {"fileSize": len(stored)}
