//! Fernet tokens under attack: flipped, cut, respelled, padded in other ways.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use latchstring_secrets::foreign_link::{Fernet, LinkFormat, OpenForeignError, PayloadError};
use proptest::prelude::*;

use super::{KEY, NOW, envelope, key, mint, padded, source, tagged};

const PAYLOAD: &[u8] = br#"{"company":"4711","country":"DE"}"#;

fn fernet() -> Fernet {
    Fernet::new(vec![(source("old-portal", &[("4711", "co_a")]), key(&KEY))]).unwrap()
}

fn opens(bytes: &[u8]) -> Result<(), OpenForeignError> {
    fernet().open(&URL_SAFE.encode(bytes)).map(|_| ())
}

fn genuine() -> Vec<u8> {
    envelope(&KEY, 0x80, NOW.cast_unsigned(), &[7; 16], &padded(PAYLOAD))
}

#[test]
fn t017_every_flipped_bit_is_refused_and_none_by_its_padding() {
    assert_eq!(opens(&genuine()), Ok(()));
    for bit in 0..genuine().len() * 8 {
        let mut forged = genuine();
        forged[bit / 8] ^= 1 << (bit % 8);
        // Had the padding a say before the tag, some of these would be BadPadding: the oracle against CBC.
        let expected = if bit < 8 { OpenForeignError::Malformed } else { OpenForeignError::BadTag };
        assert_eq!(opens(&forged), Err(expected), "bit {bit}");
    }
}

#[test]
fn t018_every_cut_and_extension_is_refused() {
    let whole = genuine();
    for cut in 1..=whole.len() {
        assert!(opens(&whole[cut..]).is_err(), "{cut} bytes cut in front");
        assert!(opens(&whole[..whole.len() - cut]).is_err(), "{cut} bytes cut at the end");
    }
    for more in 1..=48 {
        assert!(opens(&[whole.clone(), vec![0; more]].concat()).is_err(), "{more} bytes appended");
        assert!(opens(&[vec![0x80; more], whole.clone()].concat()).is_err(), "{more} bytes in front");
    }
    let (signed, tag) = whole.split_at(whole.len() - 32);
    for len in 0..32 {
        assert!(opens(&[signed, &tag[..len]].concat()).is_err(), "a tag of {len} bytes");
    }
}

#[test]
fn t019_a_token_is_spelled_with_all_of_its_padding_or_with_none() {
    let fernet = fernet();
    // Two blocks of payload make 89 bytes, which take one padding character; three make 105, and none.
    let token = |payload: &[u8]| mint(&KEY, NOW.cast_unsigned(), &[251; 16], payload);
    let one = token(br#"{"company":"4711"}"#);
    let bare = one.trim_end_matches('=');
    assert_eq!(one.len() - bare.len(), 1);
    let ids = [one.as_str(), bare].map(|text| fernet.open(text).unwrap().link_id);
    assert_eq!(ids[0], ids[1], "revoked in one spelling is revoked in both");

    let standard = STANDARD.encode(URL_SAFE.decode(&one).unwrap());
    assert_ne!(standard, one, "the IV brings a character in which the alphabets differ");
    let (head, last) = bare.split_at(bare.len() - 1);
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut spellings: Vec<String> =
        digits.chars().filter(|digit| !last.contains(*digit)).map(|digit| format!("{head}{digit}")).collect();
    spellings.extend([
        standard,
        format!("{one}="),
        format!("{one}=="),
        one.replace('=', "%3D"),
        one.to_uppercase(),
    ]);
    for odd in ["\n", " ", "\0", "\u{a0}", "\u{200b}", "."] {
        spellings.extend([
            format!("{one}{odd}"),
            format!("{odd}{one}"),
            format!("{}{odd}{}", &one[..40], &one[40..]),
        ]);
    }
    for spelling in spellings {
        assert!(fernet.open(&spelling).is_err(), "{spelling:?}");
    }
}

#[test]
fn only_the_padding_of_rfc_5652_is_accepted() {
    let sealed = |blocks: &[u8]| opens(&envelope(&KEY, 0x80, NOW.cast_unsigned(), &[7; 16], blocks));
    let block = |end: &[u8]| [&vec![b' '; 16 - end.len()], end].concat();
    for end in [&[0][..], &[17], &[255], &[1, 2], &[3, 2, 3], &[2, 3, 3]] {
        assert_eq!(sealed(&block(end)), Err(OpenForeignError::BadPadding), "{end:?}");
    }
    assert_eq!(sealed(&[16; 16]), Err(OpenForeignError::Payload(PayloadError::Shape { line: 1, column: 0 })));
    let spaces = [PAYLOAD, &vec![b' '; 15 - PAYLOAD.len() % 16], &[1]].concat();
    assert_eq!(sealed(&spaces), Ok(()), "a whole block of nothing else is not needed");
}

#[test]
fn what_is_no_whole_token_is_malformed_also_with_a_right_tag() {
    let signing = &KEY[..16];
    let of = |len: usize| tagged(signing, [&[0x80][..], &vec![0; len - 1]].concat());
    for len in [1, 9, 24, 25, 26, 40, 42, 56] {
        assert_eq!(opens(&of(len)), Err(OpenForeignError::Malformed), "{len}");
    }
    assert_eq!(opens(&of(41)), Err(OpenForeignError::BadPadding), "one block");
    for version in (0..=255).filter(|version| *version != 0x80) {
        let other = envelope(&KEY, version, NOW.cast_unsigned(), &[7; 16], &padded(PAYLOAD));
        assert_eq!(opens(&other), Err(OpenForeignError::Malformed), "version {version}");
    }
    let long = mint(&KEY, 0, &[7; 16], &[b' '; 3008]);
    assert!(long.len() > 4096);
    assert_eq!(fernet().open(&long).unwrap_err(), OpenForeignError::Malformed);
}

proptest! {
    #[test]
    fn the_id_of_a_link_is_its_own(one in any::<[u8; 16]>(), other in any::<[u8; 16]>(), time in any::<u32>()) {
        let fernet = fernet();
        let id = |iv: &[u8; 16]| fernet.open(&mint(&KEY, time.into(), iv, PAYLOAD)).unwrap().link_id;
        prop_assert_eq!(id(&one), id(&one));
        prop_assert_eq!(id(&one) == id(&other), one == other);
    }
}
