use latchstring_email::{Mail, SendError};
use mail_parser::MessageParser;

use crate::world::{address, mail, text, written};

fn headers(text: &str) -> Vec<&str> {
    let (headers, _) = text.split_once("\r\n\r\n").unwrap();
    headers.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])).collect()
}

#[tokio::test]
async fn t083_the_same_mail_is_the_same_bytes_and_another_is_not() {
    let first = text(&mail("Acme")).await;
    assert_eq!(first, text(&mail("Acme")).await);
    assert!(
        first.contains("Message-ID: <0192f0c1000070008000000000000042@latchstring.example>\r\n"),
        "{first}"
    );
    assert!(first.contains("Date: Fri, 20 Nov 2026 09:30:00 +0000\r\n"), "{first}");
    let other = Mail { id: uuid::Uuid::from_u128(7), ..mail("Acme") };
    assert_ne!(first, text(&other).await);
}

#[tokio::test]
async fn t080_what_a_name_holds_makes_no_header() {
    let plain = headers(&text(&mail("Acme")).await).len();
    for name in [
        "a\r\nBcc: x@evil.example",
        "a\nBcc: x@evil.example",
        "a\rb",
        "a\u{2028}Bcc: x",
        "a\0b",
        &"x".repeat(200),
    ] {
        let text = text(&mail(name)).await;
        let headers = headers(&text);
        assert_eq!(headers.len(), plain, "{name:?}: {headers:?}");
        assert!(!headers.iter().any(|line| line.starts_with("Bcc")), "{name:?}");
        assert!(text.split("\r\n").all(|line| line.len() <= 998), "{name:?}");
    }
}

#[tokio::test]
async fn t081_a_body_is_one_message_with_whole_lines() {
    let text = text(&mail("a\n.\nMAIL FROM:<x@evil.example>")).await;
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "a bare line break: {text:?}");
    assert!(MessageParser::default().parse(text.as_bytes()).unwrap().parts.len() >= 3);
}

#[tokio::test]
async fn the_domain_goes_out_as_a_labels_and_the_local_part_as_it_is_listed() {
    let unicode = Mail { to: address("Dana.M+bills@müller.example"), ..mail("Acme") };
    let text = text(&unicode).await;
    assert!(text.contains("To: Dana.M+bills@xn--mller-kva.example\r\n"), "{text}");
}

#[tokio::test]
async fn a_language_that_is_not_spoken_is_english() {
    let text = text(&Mail { locale: Some("tlh".to_owned()), ..mail("Acme") }).await;
    assert!(text.contains("Subject: Acme: your code\r\n"), "{text}");
}

#[tokio::test]
async fn an_address_that_no_server_takes_is_refused_for_good() {
    // Allowed in an address of ours, and by no mail library.
    let odd = Mail { to: address("dana!#$%&'*+-/=?^_`{|}~@harbour.example"), ..mail("Acme") };
    match written(&odd).await {
        Ok(envelope) => assert_eq!(envelope.to, odd.to),
        Err(error) => assert!(matches!(error, SendError::Permanent { .. }), "{error}"),
    }
}
