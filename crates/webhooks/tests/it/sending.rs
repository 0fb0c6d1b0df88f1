//! Webhooks as a receiver sees them, with the signature checked by code that is not the sender's.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use latchstring_domain::Timestamp;
use latchstring_domain::webhook::{AttemptError, AttemptOutcome};
use latchstring_secrets::webhook::{WebhookHeaders, WebhookSecret};
use latchstring_webhooks::{GuardedClient, Networks, Outgoing, Policy, PortRange, Sender, Sent, TlsRoots};

use crate::receiver::{Came, Does, Receiver};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
const OTHER: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDC2FVsBQIhrs=";
const BODY: &str = "{\"text\":\"ü \\u0000 日本\",\"n\":1.50,\"big\":12345678901234567890}";

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_millis(seconds * 1000 + 999).unwrap()
}

fn sender() -> Sender {
    let policy = Policy::default().with_networks(Networks::loopback()).with_ports(vec![PortRange::ANY]);
    Sender::new(GuardedClient::new(policy, &TlsRoots::default()).unwrap()).with_plain_http_in_sandbox()
}

fn outgoing(receiver: &Receiver) -> Outgoing {
    Outgoing {
        url: format!("http://{}/hook?tenant=a%20b", receiver.address),
        headers: WebhookHeaders::default(),
        secrets: vec![WebhookSecret::parse(SECRET).unwrap()],
        id: "msg_019aa0b23c4d7e5f8a6b7c8d9e0f1a2b".to_owned(),
        body: BODY.to_owned(),
        sandbox: true,
    }
}

async fn sent_to(does: Does) -> (Sent, Vec<Came>) {
    let receiver = Receiver::that(does).await;
    let sent = sender().send(outgoing(&receiver), at(1_795_000_000)).await;
    (sent, receiver.came())
}

fn status(sent: &Sent) -> u16 {
    match &sent.outcome {
        AttemptOutcome::Answered { status, .. } => *status,
        AttemptOutcome::NotAnswered(error) => panic!("{error}"),
    }
}

/// As a receiver does it that was never told of this program, with an HMAC of another library than the sender's.
fn signature_by_ring(secret: &str, signed: &[u8]) -> String {
    let key = STANDARD.decode(secret.trim_start_matches("whsec_")).unwrap();
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &key);
    STANDARD.encode(ring::hmac::sign(&key, signed))
}

#[tokio::test]
async fn t099_the_bytes_that_are_sent_are_the_bytes_that_are_signed() {
    let (sent, came) = sent_to(Does::answers(204, "", "")).await;
    assert!(sent.outcome.is_success());
    let came = &came[0];
    assert_eq!(came.body, BODY.as_bytes());
    assert!(came.head.starts_with("POST /hook?tenant=a%20b HTTP/1.1"), "{}", came.head);
    assert_eq!(came.header("content-type"), "application/json");
    assert_eq!(came.header("webhook-id"), "msg_019aa0b23c4d7e5f8a6b7c8d9e0f1a2b");
    assert_eq!(came.header("webhook-timestamp"), "1795000000");
    for name in ["id", "timestamp", "signature"] {
        assert_eq!(came.header(&format!("webhook-{name}")), came.header(&format!("svix-{name}")));
    }
    let signed = [came.header("webhook-id"), came.header("webhook-timestamp")].join(".");
    let signed = [signed.as_bytes(), b".", &came.body].concat();
    let expected = format!("v1,{}", signature_by_ring(SECRET, &signed));
    assert_eq!(came.header("webhook-signature"), expected);
}

#[tokio::test]
async fn t100_each_try_has_its_own_time_and_the_same_id() {
    let receiver = Receiver::that(Does::answers(500, "", "")).await;
    for seconds in [1_795_000_000, 1_795_000_005] {
        sender().send(outgoing(&receiver), at(seconds)).await;
    }
    let came = receiver.came();
    assert_eq!(came[0].header("webhook-id"), came[1].header("webhook-id"));
    assert_eq!(came[0].body, came[1].body);
    assert_eq!(
        [&came[0], &came[1]].map(|came| came.header("webhook-timestamp")),
        ["1795000000", "1795000005"]
    );
    assert_ne!(came[0].header("webhook-signature"), came[1].header("webhook-signature"));
}

#[tokio::test]
async fn t102_during_a_rotation_receivers_on_either_secret_believe_it() {
    let receiver = Receiver::that(Does::answers(200, "", "")).await;
    let secrets = [SECRET, OTHER].map(|text| WebhookSecret::parse(text).unwrap());
    let both = Outgoing { secrets: secrets.to_vec(), ..outgoing(&receiver) };
    sender().send(both, at(1_795_000_000)).await;
    let came = &receiver.came()[0];
    let (id, signature) = (came.header("webhook-id"), came.header("webhook-signature"));
    assert_eq!(signature.split(' ').count(), 2);
    for secret in secrets {
        secret.verify(&id, 1_795_000_000, &signature, &came.body, 1_795_000_100, 300).unwrap();
    }
}

#[tokio::test]
async fn custom_headers_go_along_and_cannot_stand_in_for_ours() {
    let receiver = Receiver::that(Does::answers(200, "", "")).await;
    let headers = [
        ("authorization", "Bearer x"),
        ("x-tenant", "a b"),
        ("user-agent", "theirs"),
        ("webhook-id", "forged"),
    ];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.into()));
    let with = Outgoing { headers: WebhookHeaders::new(headers.into()), ..outgoing(&receiver) };
    sender().send(with, at(1_795_000_000)).await;
    let came = &receiver.came()[0];
    assert_eq!(came.header("authorization"), "Bearer x");
    assert_eq!(came.header("x-tenant"), "a b");
    assert_eq!(came.header("user-agent"), "theirs");
    assert_eq!(came.header("webhook-id"), "msg_019aa0b23c4d7e5f8a6b7c8d9e0f1a2b");
}

#[tokio::test]
async fn t104_success_is_two_hundred_to_two_hundred_ninety_nine() {
    for (code, success) in [
        (200, true),
        (201, true),
        (202, true),
        (204, true),
        (299, true),
        (301, false),
        (302, false),
        (307, false),
        (400, false),
        (401, false),
        (404, false),
        (410, false),
        (429, false),
        (500, false),
        (502, false),
        (504, false),
    ] {
        let (sent, came) = sent_to(Does::answers(code, "location: http://127.0.0.1:1/\r\n", "")).await;
        assert_eq!((status(&sent), sent.outcome.is_success(), came.len()), (code, success, 1));
        assert_eq!(sent.outcome.is_gone(), code == 410);
    }
}

#[tokio::test]
async fn t104_retry_after_is_read_as_seconds_or_as_a_date_and_nonsense_is_none() {
    let asked = async |value: &str| {
        sent_to(Does::answers(429, &format!("retry-after: {value}\r\n"), "")).await.0.retry_after
    };
    assert_eq!(asked("120").await, Some(Duration::from_secs(120)));
    // The time of the try is 1795000000.999.
    let date = httpdate_of(1_795_000_060);
    assert_eq!(asked(&date).await, Some(Duration::from_millis(59_001)));
    assert_eq!(asked(&httpdate_of(1_794_000_000)).await, Some(Duration::ZERO));
    for nonsense in ["soon", "-1", "1.5", "99999999999999999999", ""] {
        assert_eq!(asked(nonsense).await, None, "{nonsense:?}");
    }
}

fn httpdate_of(seconds: u64) -> String {
    httpdate::fmt_http_date(std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}

#[tokio::test]
async fn the_first_kilobyte_of_an_answer_is_kept_as_text() {
    let (sent, _) = sent_to(Does::answers(500, "", &"ü\0".repeat(1000))).await;
    let AttemptOutcome::Answered { answer, .. } = sent.outcome else { panic!() };
    assert_eq!(answer.chars().filter(|c| *c == 'ü').count(), 341);
    assert!(!answer.contains('\0'));
}

#[tokio::test]
async fn what_is_not_answered_says_why() {
    let receiver = Receiver::that(Does::Closes).await;
    let sent = sender().send(outgoing(&receiver), at(1)).await;
    assert_eq!(sent.outcome, AttemptOutcome::NotAnswered(AttemptError::Broken));
    let live = Outgoing { sandbox: false, ..outgoing(&receiver) };
    let refused = sender().send(live, at(1)).await;
    assert_eq!(refused.outcome, AttemptOutcome::NotAnswered(AttemptError::Forbidden));
    assert_eq!(receiver.connections(), 1, "a live workspace's webhook is not sent in the clear");
}
