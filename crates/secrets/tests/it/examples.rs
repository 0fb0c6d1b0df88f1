//! The two examples as processes, with the vectors through their standard input.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const FILE: &str = include_str!("../vectors/sealed-link-v1.vectors.json");
const KEYRING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/sealed-link-v1.vectors.json");

/// Builds an example and asks cargo where it is, since only binaries have a `CARGO_BIN_EXE_` variable.
fn built(name: &str) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["build", "-q", "-p", "latchstring-secrets", "--example", name, "--message-format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|message| message["target"]["name"] == name)
        .find_map(|message| message["executable"].as_str().map(str::to_owned))
        .unwrap()
}

fn run(program: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn t015_the_seal_example_gives_every_vector() {
    let program = built("seal");
    let file: Value = serde_json::from_str(FILE).unwrap();
    let primary = file["keyring"][0]["key_id"].clone();
    for vector in file["vectors"].as_array().unwrap() {
        let field = |name: &str| vector[name].as_str().unwrap();
        let place = ["--keyring", KEYRING, "--purpose", field("purpose"), "--context", field("context")];
        let opened = run(&program, &[&["open"][..], &place].concat(), field("text").as_bytes());
        if field("expect") != "ok" {
            assert_eq!(text(&opened.stderr), format!("{}\n", field("expect")), "{}", field("name"));
            assert_eq!((opened.status.code(), text(&opened.stdout)), (Some(1), ""), "{}", field("name"));
            continue;
        }
        assert_eq!(text(&opened.stdout), format!("{}\n", field("message_hex")), "{}", field("name"));
        assert_eq!((opened.status.code(), text(&opened.stderr)), (Some(0), ""));
        if vector["key_id"] == primary {
            let arguments = [&["seal"][..], &place, &["--iv", field("iv")]].concat();
            let sealed = run(&program, &arguments, field("message_hex").as_bytes());
            assert_eq!(text(&sealed.stdout), format!("{}\n", field("text")), "{}", field("name"));
        }
    }
}

#[test]
fn the_seal_example_draws_a_fresh_iv_and_names_what_failed() {
    let program = built("seal");
    let place = ["--keyring", KEYRING, "--purpose", "cursor", "--context", ""];
    let seal = |input: &[u8]| run(&program, &[&["seal"][..], &place].concat(), input);
    let (one, other) = (seal(b"00ff\n"), seal(b"00ff\n"));
    assert!(one.status.success() && one.stdout != other.stdout);
    let link = text(&one.stdout).trim_end();
    let opened = run(&program, &[&["open"][..], &place].concat(), link.as_bytes());
    assert_eq!(text(&opened.stdout), "00ff\n");

    for (input, kind) in
        [(&b"0"[..], "NotHexadecimal\n"), (b"xx", "NotHexadecimal\n"), (&[b'0'; 6016], "TooLong\n")]
    {
        let failed = seal(input);
        assert_eq!((failed.status.code(), text(&failed.stderr)), (Some(1), kind));
    }
    let help = run(&program, &["open", "--help"], b"");
    assert!(text(&help.stdout).contains("NOT trimmed"));
}

#[test]
fn the_lending_example_shows_a_rotation_and_a_killed_key() {
    let output = run(&built("lend_a_link"), &[], b"");
    assert!(output.status.success());
    let told = text(&output.stdout);
    assert!(told.contains("opened by:    Ada"), "{told}");
    assert!(told.contains("the same link: true") && told.contains("refused: true"), "{told}");
}
