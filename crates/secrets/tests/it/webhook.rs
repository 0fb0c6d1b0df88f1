//! Standard Webhooks.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use latchstring_secrets::at_rest::AtRestError;
use latchstring_secrets::secrecy::ExposeSecret;
use latchstring_secrets::webhook::{
    ParseWebhookSecretError, TOLERANCE_SECONDS, VerifyError, WebhookSecret, signature_header,
};
use proptest::prelude::*;

use crate::support::{ring, rng};

const PRIMITIVES: &str = include_str!("../vectors/primitives.vectors.json");
const NOW: i64 = 1_614_265_330;

fn of(len: usize) -> String {
    format!("whsec_{}", STANDARD.encode(vec![7; len]))
}

fn secret() -> WebhookSecret {
    WebhookSecret::parse(&of(32)).unwrap()
}

#[test]
fn t098_the_published_vector() {
    let file: serde_json::Value = serde_json::from_str(PRIMITIVES).unwrap();
    let cases = file["standard_webhooks"].as_array().unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        let text = |field: &str| case[field].as_str().unwrap();
        let secret = WebhookSecret::parse(text("secret")).unwrap();
        let timestamp = case["timestamp"].as_i64().unwrap();
        let body = text("body").as_bytes();
        assert_eq!(secret.sign(text("id"), timestamp, body), text("signature"));
        let verified =
            secret.verify(text("id"), timestamp, text("signature"), body, timestamp, TOLERANCE_SECONDS);
        assert_eq!(verified, Ok(()));
        assert_eq!(secret.expose().expose_secret(), text("secret"));
    }
}

#[test]
fn t101_a_secret_has_24_to_64_bytes() {
    use ParseWebhookSecretError::{Base64, Length, Prefix};
    for len in [0, 1, 23, 65, 100] {
        assert_eq!(WebhookSecret::parse(&of(len)).err(), Some(Length { len }), "{len} bytes");
    }
    for len in 24..=64 {
        assert_eq!(WebhookSecret::parse(&of(len)).unwrap().expose().expose_secret(), of(len));
    }
    let good = of(32);
    for (text, error) in [
        (String::new(), Prefix),
        (good.replace("whsec_", ""), Prefix),
        (good.replace("whsec_", "WHSEC_"), Prefix),
        (good.replace('=', ""), Base64),
        (format!("{good}\n"), Base64),
        (format!("{good}="), Base64),
        (good.replace("Bwc", "B c"), Base64),
        (format!("whsec_{}", "-_".repeat(20)), Base64),
    ] {
        assert_eq!(WebhookSecret::parse(&text).err(), Some(error), "{text}");
    }
    assert_eq!(
        STANDARD.decode(&WebhookSecret::generate(&mut rng(1)).expose().expose_secret()[6..]).unwrap().len(),
        32
    );
}

#[test]
fn t101_a_stored_secret_opens_for_its_endpoint_only() {
    let ring = ring(101, 1);
    let sealed = secret().seal(&ring, &[1; 16], &[2; 16], &mut rng(1));
    let opened = WebhookSecret::open(&ring, &[1; 16], &[2; 16], &sealed).unwrap();
    assert_eq!(opened.expose().expose_secret(), of(32));
    for (workspace, endpoint) in [([1; 16], [3; 16]), ([3; 16], [2; 16]), ([2; 16], [1; 16])] {
        let refused = WebhookSecret::open(&ring, &workspace, &endpoint, &sealed);
        assert_eq!(refused.err(), Some(AtRestError::BadTag));
    }
}

#[test]
fn t102_a_receiver_on_either_secret_accepts_during_a_rotation() {
    let (old, new) = (secret(), WebhookSecret::generate(&mut rng(2)));
    let header = signature_header([&new, &old], "msg_1", NOW, b"{}");
    assert_eq!(header.split(' ').count(), 2);
    for secret in [&old, &new] {
        assert_eq!(secret.verify("msg_1", NOW, &header, b"{}", NOW, TOLERANCE_SECONDS), Ok(()));
    }
    let after = signature_header([&new], "msg_1", NOW, b"{}");
    assert_eq!(old.verify("msg_1", NOW, &after, b"{}", NOW, 300), Err(VerifyError::Mismatch));
}

#[test]
fn t103_what_a_receiver_must_refuse() {
    let secret = secret();
    let header = secret.sign("msg_1", NOW, b"{}");
    let at = |now| secret.verify("msg_1", NOW, &header, b"{}", now, TOLERANCE_SECONDS);
    assert_eq!((at(NOW - 300), at(NOW + 300)), (Ok(()), Ok(())));
    assert_eq!((at(NOW - 301), at(NOW + 301)), (Err(VerifyError::TooNew), Err(VerifyError::TooOld)));
    assert_eq!((at(i64::MIN), at(i64::MAX)), (Err(VerifyError::TooNew), Err(VerifyError::TooOld)));

    let with = |header: &str| secret.verify("msg_1", NOW, header, b"{}", NOW, TOLERANCE_SECONDS);
    let v2 = header.replace("v1,", "v2,");
    let partial = format!("v1,{}", STANDARD.encode(&STANDARD.decode(&header[3..]).unwrap()[..31]));
    for none in
        ["", "v1,", "v1", &v2, &partial, &header[3..], &header[..40], "v1, v1,", &header.to_uppercase()]
    {
        assert_eq!(with(none), Err(VerifyError::NoSignature), "{none:?}");
    }
    assert_eq!(with(&format!("v2,abc v1, {header}")), Ok(()), "one right signature among others is enough");
    let wrong = format!("v1,{}", STANDARD.encode([0; 32]));
    assert_eq!(with(&wrong), Err(VerifyError::Mismatch));
    for id in ["", "msg_1.1", "msg.1"] {
        assert_eq!(secret.verify(id, NOW, &header, b"{}", NOW, 300), Err(VerifyError::BadId));
    }
}

proptest! {
    #[test]
    fn a_message_changed_in_any_part_is_refused(
        id in "[a-zA-Z0-9_]{1,20}", other_id in "[a-zA-Z0-9_]{1,20}",
        shift in -300..300_i64,
        body in proptest::collection::vec(any::<u8>(), 0..200),
        other_body in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let secret = secret();
        let header = secret.sign(&id, NOW, &body);
        let same = id == other_id && shift == 0 && body == other_body;
        let verified = secret.verify(&other_id, NOW + shift, &header, &other_body, NOW, TOLERANCE_SECONDS);
        prop_assert_eq!(verified.is_ok(), same);
        prop_assert_eq!(secret.verify(&id, NOW, &header, &body, NOW, 0), Ok(()));
    }
}
