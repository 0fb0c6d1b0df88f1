use latchstring_email::{Mail, SendError};
use mail_parser::MessageParser;

use crate::world::{URL, address, invitation, inviting, mail, text, written};

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
async fn t183_an_address_that_is_stated_is_answered_to() {
    let stated = Mail { sender: Some(address("team@acme.example")), ..mail("Söhne, \"the\" best") };
    let text = text(&stated).await;
    let message = MessageParser::default().parse(text.as_bytes()).unwrap();
    let from = message.from().unwrap().first().unwrap();
    assert_eq!(
        (from.name(), from.address()),
        (Some("Söhne, \"the\" best"), Some("connect@latchstring.example"))
    );
    let reply_to = message.reply_to().unwrap().first().unwrap();
    assert_eq!(reply_to.address(), Some("team@acme.example"));
    for name in ["a\r\nBcc: x@evil.example", "a\u{2028}Bcc: x", &"x".repeat(200)] {
        let stated = Mail { sender: Some(address("team@acme.example")), ..mail(name) };
        let text = crate::world::text(&stated).await;
        assert!(!headers(&text).iter().any(|line| line.starts_with("Bcc")), "{text}");
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

/// RFC 8058: what a mail program needs for its own button, in one line each; and a link for whose program has none.
#[tokio::test]
async fn a_mail_that_may_be_declined_says_how() {
    let with = |url: &str| Mail { unsubscribe: Some(url.into()), ..inviting(invitation("Acme")) };
    let long = format!("https://links.example/p/u/{}", "x".repeat(500));
    let declined = text(&with(&long)).await;
    assert!(declined.contains(&format!("\r\nList-Unsubscribe: <{long}>\r\n")), "{declined}");
    assert!(declined.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{declined}");
    let bytes = written(&with("https://links.example/p/u/c2FtcGxl")).await.unwrap().bytes;
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    assert!(
        parsed
            .body_text(0)
            .unwrap()
            .trim_end()
            .ends_with("No more mails from Acme: https://links.example/p/u/c2FtcGxl")
    );
    assert!(parsed.body_html(0).unwrap().contains(r#"<a href="https://links.example/p/u/c2FtcGxl""#));

    let plain = text(&with("http://127.0.0.1:8080/p/u/c2FtcGxl")).await;
    assert!(plain.contains("\r\nList-Unsubscribe: <http://127.0.0.1:8080/p/u/c2FtcGxl>\r\n"), "{plain}");
    assert!(!plain.contains("One-Click"), "{plain}");
    for without in [mail("Acme"), inviting(invitation("Acme"))] {
        assert!(!text(&without).await.contains("List-Unsubscribe"));
    }
}

/// What a customer writes stands in the mail as it was written: nothing in it is filled in, run or fetched, and the one link
/// of the mail is the link, unchanged.
#[tokio::test]
async fn t184_what_a_customer_writes_is_no_template() {
    let evil = "{{token}} {{ mail.url() }} {% include \"x\" %} { $company } ${url} <img src=\"https://evil.example/p.gif\"> \
                <a href=\"https://evil.example\">here</a> <script>x</script>";
    let mut content = invitation(evil);
    content.message = Some(evil.to_owned());
    content.handed_off_by = None;
    let mut told =
        Mail { unsubscribe: Some("https://links.example/p/u/c2FtcGxl".into()), ..inviting(content) };
    told.brand.footer = Some(evil.to_owned());
    let bytes = written(&told).await.unwrap().bytes;
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    let (html, text) = (parsed.body_html(0).unwrap(), parsed.body_text(0).unwrap());
    for words in ["{{token}}", "{{ mail.url() }}", "{% include", "{ $company }", "${url}"] {
        assert!(text.contains(words), "{words}: {text}");
        assert!(html.matches(words).count() >= 3, "{words}: {html}");
    }
    assert_eq!(
        html.matches("<img").count() + html.matches("<script").count(),
        0,
        "nothing is fetched: {html}"
    );
    let mut links: Vec<_> = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    links.sort_unstable();
    links.dedup();
    assert_eq!(links, [URL, "https://links.example/p/u/c2FtcGxl"], "no link is rewritten, and none is added");
}
