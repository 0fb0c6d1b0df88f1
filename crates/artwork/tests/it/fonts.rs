use latchstring_artwork::{FontError, MAX_FONT, font};
use proptest::prelude::{any, prop_assert, proptest};

/// Atkinson Hyperlegible, as it comes with the server.
const FONT: &[u8] = include_bytes!("../data/atkinson-hyperlegible-400.woff2");

fn changed(at: usize, to: &[u8]) -> Vec<u8> {
    let mut bytes = FONT.to_vec();
    bytes[at..at + to.len()].copy_from_slice(to);
    bytes
}

#[test]
fn a_font_is_one() {
    assert_eq!(font(FONT), Ok(()));
}

#[test]
fn t094_what_is_no_font_is_refused() {
    for wrong in [
        b"".as_slice(),
        b"wOFF\x00\x01\x00\x00",
        b"\x00\x01\x00\x00\x00",
        b"OTTO",
        b"@font-face{}",
        b"<svg/>",
    ] {
        assert_eq!(font(wrong), Err(FontError::Format), "{wrong:?}");
    }
    assert_eq!(font(&changed(0, b"wOFF")), Err(FontError::Format));
    assert_eq!(font(&changed(4, b"ttcf")), Err(FontError::Format));
    assert_eq!(font(&vec![0; MAX_FONT + 1]), Err(FontError::TooLong));
}

#[test]
fn a_font_that_ends_early_or_goes_on_after_its_end_is_refused() {
    for cut in [47, 60, 100, FONT.len() / 2, FONT.len() - 1] {
        assert!(font(&FONT[..cut]).is_err(), "{cut}");
    }
    assert_eq!(font(&[FONT, b"more"].concat()), Err(FontError::Damaged));
    assert_eq!(font(&changed(12, &[0, 0])), Err(FontError::Damaged));
    assert_eq!(font(&changed(12, &[0xff, 0xff])), Err(FontError::Damaged));
}

/// Four gigabytes of tables in the first bytes of a small file.
#[test]
fn t094_a_bomb_is_refused_by_what_it_says_of_itself() {
    assert_eq!(font(&changed(16, &[0xff; 4])), Err(FontError::TooLarge));
    // The length of the first table of the directory, which is in the bytes behind its flags.
    assert_ne!(FONT[48] & 0x3f, 0x3f);
    let with_length = |to: &[u8]| {
        let end = 49 + FONT[49..].iter().position(|byte| byte & 0x80 == 0).unwrap() + 1;
        let mut bytes = FONT.to_vec();
        bytes.splice(49..end, to.iter().copied());
        let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
        bytes[8..12].copy_from_slice(&length);
        bytes
    };
    assert_eq!(font(&with_length(&[0x8f, 0x80, 0x80, 0x80, 0x00])), Err(FontError::TooLarge));
    assert_eq!(font(&with_length(&[0xff, 0xff, 0xff, 0xff, 0x7f])), Err(FontError::Damaged));
}

proptest! {
    #[test]
    fn no_change_of_a_byte_makes_it_fail_otherwise(at in 0..FONT.len(), to in any::<u8>()) {
        let answer = font(&changed(at, &[to]));
        prop_assert!(answer.is_ok() || answer.is_err());
    }
}
