use insta::assert_snapshot;
use latchstring_domain::branding::HexColor;
use latchstring_email::{Brand, Logo, Mail};
use mail_parser::{MessageParser, MimeHeaders as _};

use crate::world::{invitation, inviting, text, written};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nthe rest";

fn branded(width: u32, height: u32) -> Mail {
    let brand = Brand {
        color: Some(HexColor::new(0xff, 0xb0, 0x20)),
        logo: Some(Logo { png: PNG.to_vec(), width, height }),
        footer: Some("<b>Acme</b> & Co".to_owned()),
    };
    Mail { brand, ..inviting(invitation("Acme")) }
}

#[tokio::test]
async fn a_brand_is_in_the_mail_and_fetched_from_nowhere() {
    let bytes = written(&branded(480, 120)).await.unwrap().bytes;
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    let html = parsed.body_html(0).unwrap();
    assert_snapshot!("branded_html", html);
    assert_eq!(html.matches("<img").count(), 1);
    assert!(html.contains("src=\"cid:logo\" width=\"160\"") && !html.contains("src=\"http"), "{html}");
    let picture = parsed.parts.iter().find(|part| part.content_id() == Some("logo")).unwrap();
    assert_eq!(picture.contents(), PNG);
    assert!(parsed.body_text(0).unwrap().trim_end().ends_with("<b>Acme</b> & Co"));
    // The same mail is the same bytes, picture and boundaries and all.
    assert_eq!(text(&branded(480, 120)).await, text(&branded(480, 120)).await);
}

#[tokio::test]
async fn what_stands_on_a_button_can_be_read_whatever_its_colour() {
    for (color, words) in [("#ffb020", "#000000"), ("#123a4a", "#ffffff")] {
        let brand = Brand { color: Some(color.parse().unwrap()), ..Brand::default() };
        let bytes = written(&Mail { brand, ..inviting(invitation("Acme")) }).await.unwrap().bytes;
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        let html = parsed.body_html(0).unwrap();
        assert!(html.contains(&format!("background:{color};color:{words};")), "{html}");
    }
}

#[tokio::test]
async fn a_logo_keeps_its_proportions() {
    for (width, height, shown) in [(480, 120, 160), (120, 120, 40), (30, 10, 30), (10, 400, 1), (0, 0, 1)] {
        let bytes = written(&branded(width, height)).await.unwrap().bytes;
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        let html = parsed.body_html(0).unwrap();
        assert!(html.contains(&format!("width=\"{shown}\" alt")), "{width} x {height}");
    }
}
