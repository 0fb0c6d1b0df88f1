//! The receivers of the how-to, run as they stand there.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use serde_json::{Value, json};

const HOW_TO: &str = include_str!("../../../docs/how-to/receive-webhooks.md");
const BODY: &str = "{\"text\":\"ü 日本\"}";
const KEY: [u8; 32] = [7; 32];

/// The code in this language, and how to call it with a message in the arguments and the body on standard input.
fn program(language: &str) -> Result<(&'static str, Vec<String>)> {
    let code = HOW_TO.split(&format!("```{language}\n")).nth(1).context("code")?;
    let code = code.split("```").next().unwrap_or_default();
    Ok(match language {
        "python" => {
            let call =
                "import json, sys\nverify(sys.argv[1], json.loads(sys.argv[2]), sys.stdin.buffer.read())\n";
            ("python3", vec!["-c".to_owned(), format!("{code}\n{call}")])
        }
        _ => {
            let read = "require(\"node:fs\").readFileSync(0)";
            let call = format!("verify(process.argv[1], JSON.parse(process.argv[2]), {read});\n");
            ("node", vec!["-e".to_owned(), format!("{code}\n{call}"), "--".to_owned()])
        }
    })
}

/// Whether the receiver takes a message.
fn takes(language: &str, headers: &Value, body: &str) -> Result<bool> {
    let (interpreter, arguments) = program(language)?;
    let secret = format!("whsec_{}", STANDARD.encode(KEY));
    let mut child = Command::new(interpreter)
        .args(arguments)
        .args([secret, headers.to_string()])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context(interpreter)?;
    child.stdin.take().context("its input")?.write_all(body.as_bytes())?;
    Ok(child.wait()?.success())
}

fn signature(timestamp: &str) -> String {
    let signed = [b"msg_1.", timestamp.as_bytes(), b".", BODY.as_bytes()].concat();
    STANDARD.encode(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &KEY), &signed))
}

#[expect(clippy::disallowed_methods, reason = "the receivers of the how-to look at the clock of the machine")]
fn message(seconds_from_now: i64) -> Result<(Value, String)> {
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?;
    let timestamp = (now + seconds_from_now).to_string();
    let value = signature(&timestamp);
    let headers = json!({
        "webhook-id": "msg_1", "webhook-timestamp": timestamp, "webhook-signature": format!("v1,{value}"),
    });
    Ok((headers, value))
}

fn refuses_what_it_must(language: &str) -> Result<()> {
    let (good, value) = message(0)?;
    let with = |name: &str, value: String| {
        let mut headers = good.clone();
        headers[name] = json!(value);
        headers
    };
    assert!(takes(language, &good, BODY)?, "{language} takes a good one");
    let second = with("webhook-signature", format!("v1,AAAA v1,{value}"));
    assert!(takes(language, &second, BODY)?, "{language} takes one of two");
    for offset in [-290, 290] {
        assert!(takes(language, &message(offset)?.0, BODY)?, "{language} at {offset} s");
    }
    for offset in [-310, 310] {
        assert!(!takes(language, &message(offset)?.0, BODY)?, "{language} at {offset} s");
    }
    assert!(!takes(language, &good, "{}")?, "{language} takes no other body");
    let half = value.get(..value.len() / 2).unwrap_or_default();
    for wrong in ["v1,", "", "v2,x", half, &format!("v2,{value}"), &format!("v1,{half}"), &value] {
        let headers = with("webhook-signature", wrong.to_owned());
        assert!(!takes(language, &headers, BODY)?, "{language} takes {wrong:?}");
    }
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut headers = good.clone();
        headers.as_object_mut().context("an object")?.remove(name);
        assert!(!takes(language, &headers, BODY)?, "{language} without {name}");
    }
    assert!(!takes(language, &with("webhook-id", "msg_2".to_owned()), BODY)?, "{language} takes another id");
    assert!(!takes(language, &with("webhook-timestamp", "soon".to_owned()), BODY)?, "{language} takes soon");
    Ok(())
}

#[test]
#[ignore = "needs Python: run ./tests/run"]
fn t103_the_receiver_in_python_refuses_what_it_must() -> Result<()> {
    refuses_what_it_must("python")
}

#[test]
#[ignore = "needs Node: run ./tests/run"]
fn t103_the_receiver_in_javascript_refuses_what_it_must() -> Result<()> {
    refuses_what_it_must("javascript")
}
