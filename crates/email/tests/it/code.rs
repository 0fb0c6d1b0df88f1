use insta::assert_snapshot;
use latchstring_email::Mail;
use latchstring_i18n::Catalog;
use mail_parser::MessageParser;

use crate::world::{CODE, mail, written};

#[tokio::test]
async fn a_code_reads_well_in_either_part() {
    let bytes = written(&mail("Acme Property Services")).await.unwrap().bytes;
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(parsed.subject(), Some("Acme Property Services: your code"));
    assert_snapshot!("code_text", parsed.body_text(0).unwrap());
    assert_snapshot!("code_html", parsed.body_html(0).unwrap());
}

#[tokio::test]
async fn a_code_is_written_in_every_language() {
    for language in Catalog::load().unwrap().languages() {
        let mail = Mail { locale: Some(language.tag().to_owned()), ..mail("Acme Property Services") };
        let bytes = written(&mail).await.unwrap().bytes;
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        let (subject, text) = (parsed.subject().unwrap(), parsed.body_text(0).unwrap());
        assert_snapshot!(format!("code_text_{language}"), format!("{subject}\n\n{text}"));
        let root = format!("<html lang=\"{language}\" dir=\"{}\">", language.direction().as_str());
        let html = parsed.body_html(0).unwrap();
        assert!(html.contains(&root) && html.contains("<span dir=\"ltr\">048213</span>"), "{html}");
    }
}

#[tokio::test]
async fn the_code_is_in_the_body_and_in_no_header_and_in_no_debug() {
    let mail = mail("Acme");
    let envelope = written(&mail).await.unwrap();
    let text = String::from_utf8(envelope.bytes.clone()).unwrap();
    let (headers, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(!headers.contains(CODE) && body.matches(CODE).count() == 2, "{text}");
    assert!(!format!("{mail:?}{envelope:?}").contains(CODE));
}

#[tokio::test]
async fn nothing_in_a_mail_is_fetched_from_anywhere() {
    let bytes = written(&mail("Acme")).await.unwrap().bytes;
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    let html = parsed.body_html(0).unwrap();
    for elsewhere in ["http:", "https:", "src=", "url(", "<script", "<link", "<img"] {
        assert!(!html.contains(elsewhere), "{elsewhere}");
    }
}

#[tokio::test]
async fn t079_a_hostile_name_is_text_and_nothing_else() {
    let name = "<img src=x onerror=alert(1)> & \"Söhne\"";
    let bytes = written(&mail(name)).await.unwrap().bytes;
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    let html = parsed.body_html(0).unwrap();
    assert!(!html.contains("<img") && html.contains("&#60;img"), "{html}");
    assert!(parsed.body_text(0).unwrap().contains(name));
}
