//! One-time codes.

use latchstring_secrets::code::{CheckCodeError, CodeBinding, CodeSeal, OneTimeCode};

use crate::support::{Fixed, ids, ring, rng};

const BINDING: CodeBinding<'_> = CodeBinding { session: [1; 16], address: "ada@example.org" };

#[test]
fn a_code_is_right_for_its_session_and_address_only() {
    let ring = ring(69, 1);
    let code = OneTimeCode::generate(&mut rng(1));
    let seal = code.seal(&ring, &BINDING, &mut rng(2));
    let typed = OneTimeCode::parse(code.expose()).unwrap();
    assert_eq!(seal.check(&ring, &BINDING, &typed), Ok(()));
    let stored = CodeSeal::from_bytes(*seal.as_bytes());
    assert_eq!(stored.check(&ring, &BINDING, &typed), Ok(()));
    for wrong in [
        CodeBinding { session: [2; 16], ..BINDING },
        CodeBinding { address: "eve@example.org", ..BINDING },
        CodeBinding { address: "Ada@example.org", ..BINDING },
        CodeBinding { address: "", ..BINDING },
    ] {
        assert_eq!(seal.check(&ring, &wrong, &typed), Err(CheckCodeError::Mismatch), "{wrong:?}");
    }
}

#[test]
fn t069_no_other_code_passes() {
    let ring = ring(69, 1);
    let code = OneTimeCode::parse("042042").unwrap();
    let seal = code.seal(&ring, &BINDING, &mut rng(2));
    let mut right = 0;
    for number in (0..1_000_000).step_by(331).chain([42_042]) {
        let other = OneTimeCode::parse(&format!("{number:06}")).unwrap();
        right += usize::from(seal.check(&ring, &BINDING, &other).is_ok());
    }
    assert_eq!(right, 1);
}

#[test]
fn t070_the_stored_form_is_salted_and_needs_the_keyring() {
    let ring = ring(70, 2);
    let [first, second] = ids(&ring)[..] else { panic!("two keys") };
    let code = OneTimeCode::parse("123456").unwrap();
    let seal = code.seal(&ring, &BINDING, &mut rng(1));
    assert_ne!(seal.as_bytes(), code.seal(&ring, &BINDING, &mut rng(2)).as_bytes());
    let promoted = ring.promote(second).unwrap();
    assert_eq!(seal.check(&promoted, &BINDING, &code), Ok(()), "a rotation voids no code");
    for without in [promoted.disable(first).unwrap(), promoted.retire(first).unwrap()] {
        assert_eq!(seal.check(&without, &BINDING, &code), Err(CheckCodeError::UnknownKey(first)));
    }
    for byte in 4..CodeSeal::LEN {
        let mut damaged = *seal.as_bytes();
        damaged[byte] ^= 1;
        assert_eq!(
            CodeSeal::from_bytes(damaged).check(&ring, &BINDING, &code),
            Err(CheckCodeError::Mismatch)
        );
    }
}

#[test]
fn codes_are_drawn_uniformly_with_leading_zeros() {
    assert_eq!(OneTimeCode::generate(&mut Fixed::new(&[0])).expose(), "000000");
    // 2^128 - 1 has the remainder 211455 by 10^6.
    assert_eq!(OneTimeCode::generate(&mut Fixed::new(&[0xff])).expose(), "211455");
    let mut rng = rng(6);
    let mut digits = [[0_u32; 10]; 6];
    for _ in 0..6000 {
        let code = OneTimeCode::generate(&mut rng);
        for (place, digit) in code.expose().bytes().enumerate() {
            digits[place][usize::from(digit - b'0')] += 1;
        }
    }
    // 600 of each expected, with a standard deviation of 23; six of those either way.
    for (place, counts) in digits.iter().enumerate() {
        for (digit, count) in counts.iter().enumerate() {
            assert!(count.abs_diff(600) < 140, "digit {digit} at place {place}: {count}");
        }
    }
}

#[test]
fn only_six_ascii_digits_are_a_code() {
    for text in
        ["", "12345", "1234567", "12345a", " 12345", "123 456", "-12345", "+12345", "１２３４５６", "12345\n"]
    {
        assert!(OneTimeCode::parse(text).is_err(), "{text:?}");
    }
}
