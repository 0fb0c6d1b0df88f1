//! The part of CBOR (RFC 8949) that link messages need.
//!
//! `ciborium` was rejected for reading: it recurses, accepts indefinite lengths and bytes after the end, and
//! through serde reserves up to a megabyte for a list by the length that the list claims. This reader borrows
//! from its input, reserves nothing, never recurses, and takes each byte once. The tests compare the two.

use zeroize::Zeroizing;

const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const TAG: u8 = 6;

/// The input ends early, has an indefinite length, or another type than asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CborError;

/// Reads one item after the other.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(input: &'a [u8]) -> Self {
        Self { rest: input }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The number of pairs of a map that begins here.
    pub(crate) fn map(&mut self) -> Result<u64, CborError> {
        self.expect(MAP)
    }

    /// The number of items of an array that begins here.
    pub(crate) fn array(&mut self) -> Result<u64, CborError> {
        self.expect(ARRAY)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, CborError> {
        let len = self.expect(TEXT)?;
        std::str::from_utf8(self.take(len)?).map_err(|_| CborError)
    }

    pub(crate) fn bytes_16(&mut self) -> Result<[u8; 16], CborError> {
        let len = self.expect(BYTES)?;
        self.take(len)?.try_into().map_err(|_| CborError)
    }

    pub(crate) fn integer(&mut self) -> Result<i64, CborError> {
        let (major, argument) = self.head()?;
        let argument = i64::try_from(argument).map_err(|_| CborError)?;
        match major {
            UNSIGNED => Ok(argument),
            NEGATIVE => Ok(-1 - argument),
            _ => Err(CborError),
        }
    }

    /// Passes over one item of any type and depth. It counts instead of recursing, so nesting costs nothing.
    pub(crate) fn skip(&mut self) -> Result<(), CborError> {
        let mut items = 1_u64;
        while items > 0 {
            items -= 1;
            let (major, argument) = self.head()?;
            match major {
                BYTES | TEXT => {
                    self.take(argument)?;
                }
                ARRAY => items = items.saturating_add(argument),
                MAP => items = items.saturating_add(argument.saturating_mul(2)),
                TAG => items = items.saturating_add(1),
                _ => {}
            }
        }
        Ok(())
    }

    fn expect(&mut self, wanted: u8) -> Result<u64, CborError> {
        let (major, argument) = self.head()?;
        if major == wanted { Ok(argument) } else { Err(CborError) }
    }

    fn head(&mut self) -> Result<(u8, u64), CborError> {
        let [initial] = self.array_of()?;
        let argument = match initial & 0x1f {
            small @ 0..=23 => u64::from(small),
            24 => u64::from(u8::from_be_bytes(self.array_of()?)),
            25 => u64::from(u16::from_be_bytes(self.array_of()?)),
            26 => u64::from(u32::from_be_bytes(self.array_of()?)),
            27 => u64::from_be_bytes(self.array_of()?),
            // 28 to 30 mean nothing; 31 is an indefinite length or its end.
            _ => return Err(CborError),
        };
        Ok((initial >> 5, argument))
    }

    fn array_of<const N: usize>(&mut self) -> Result<[u8; N], CborError> {
        let (head, rest) = self.rest.split_first_chunk().ok_or(CborError)?;
        self.rest = rest;
        Ok(*head)
    }

    fn take(&mut self, len: u64) -> Result<&'a [u8], CborError> {
        let len = usize::try_from(len).map_err(|_| CborError)?;
        let (head, rest) = self.rest.split_at_checked(len).ok_or(CborError)?;
        self.rest = rest;
        Ok(head)
    }
}

/// Writes items in the shortest form, into memory that is wiped when dropped.
pub(crate) struct Writer(Zeroizing<Vec<u8>>);

impl Writer {
    /// `capacity` should hold the whole: a buffer that grows leaves its old bytes behind.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self(Zeroizing::new(Vec::with_capacity(capacity)))
    }

    pub(crate) fn map(&mut self, pairs: usize) {
        self.head(MAP, pairs as u64);
    }

    pub(crate) fn array(&mut self, items: usize) {
        self.head(ARRAY, items as u64);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.head(TEXT, text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.head(BYTES, bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn integer(&mut self, number: i64) {
        // A negative number n is written as -1 - n, which is its complement and never negative.
        match u64::try_from(number) {
            Ok(number) => self.head(UNSIGNED, number),
            Err(_) => self.head(NEGATIVE, (!number).unsigned_abs()),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn finish(self) -> Zeroizing<Vec<u8>> {
        self.0
    }

    fn head(&mut self, major: u8, argument: u64) {
        let major = major << 5;
        if let Ok(byte) = u8::try_from(argument) {
            match byte {
                0..=23 => self.0.push(major | byte),
                _ => self.0.extend_from_slice(&[major | 24, byte]),
            }
        } else if let Ok(short) = u16::try_from(argument) {
            self.0.push(major | 25);
            self.0.extend_from_slice(&short.to_be_bytes());
        } else if let Ok(word) = u32::try_from(argument) {
            self.0.push(major | 26);
            self.0.extend_from_slice(&word.to_be_bytes());
        } else {
            self.0.push(major | 27);
            self.0.extend_from_slice(&argument.to_be_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ciborium::Value;
    use proptest::prelude::*;

    /// Any value that has definite lengths, as ciborium writes them.
    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<i64>().prop_map(|number| Value::Integer(number.into())),
            any::<bool>().prop_map(Value::Bool),
            any::<f64>().prop_map(Value::Float),
            proptest::collection::vec(any::<u8>(), 0..40).prop_map(Value::Bytes),
            ".{0,40}".prop_map(Value::Text),
            Just(Value::Null),
        ];
        leaf.prop_recursive(5, 40, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
                proptest::collection::vec((inner.clone(), inner.clone()), 0..4).prop_map(Value::Map),
                (any::<u64>(), inner).prop_map(|(tag, value)| Value::Tag(tag, Box::new(value))),
            ]
        })
    }

    proptest! {
        #[test]
        fn skip_ends_where_another_implementation_ends_and_no_cut_item_is_skipped(value in values()) {
            let mut bytes = Vec::new();
            ciborium::into_writer(&value, &mut bytes).unwrap();
            for cut in 0..bytes.len() {
                prop_assert!(Reader::new(&bytes[..cut]).skip().is_err());
            }
            bytes.push(0xff);
            let mut reader = Reader::new(&bytes);
            reader.skip().unwrap();
            prop_assert_eq!(reader.rest, &[0xff]);
        }

        #[test]
        fn integers_and_texts_are_written_as_another_implementation_writes_them(
            number in prop_oneof![any::<i64>(), -300..300_i64, any::<i16>().prop_map(i64::from)],
            text in ".{0,300}",
        ) {
            let mut writer = Writer::with_capacity(0);
            writer.array(2);
            writer.integer(number);
            writer.text(&text);
            let mut expected = Vec::new();
            ciborium::into_writer(&(number, &text), &mut expected).unwrap();
            let written = writer.finish();
            prop_assert_eq!(written.as_slice(), expected);
            let mut reader = Reader::new(&written);
            prop_assert_eq!((reader.array(), reader.integer()), (Ok(2), Ok(number)));
            prop_assert_eq!(reader.text(), Ok(text.as_str()));
        }

        #[test]
        fn t037_any_bytes_are_skipped_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut reader = Reader::new(&bytes);
            let _ = reader.skip();
            prop_assert!(reader.rest.len() <= bytes.len());
        }
    }

    #[test]
    fn the_ends_of_the_range_come_back() {
        for number in [i64::MIN, i64::MIN + 1, -1, 0, 23, 24, 255, 256, 65_535, 65_536, i64::MAX] {
            let mut writer = Writer::with_capacity(9);
            writer.integer(number);
            assert_eq!(Reader::new(&writer.finish()).integer(), Ok(number));
        }
        assert_eq!(Reader::new(&[0x1b, 0x80, 0, 0, 0, 0, 0, 0, 0]).integer(), Err(CborError), "2^63");
    }

    #[test]
    fn deep_nesting_huge_claims_and_indefinite_lengths_are_refused_at_once() {
        assert_eq!(Reader::new(&[0x81; 4000]).skip(), Err(CborError));
        assert_eq!(Reader::new(&[0x9b, 255, 255, 255, 255, 255, 255, 255, 255]).skip(), Err(CborError));
        assert_eq!(Reader::new(&[0x5b, 255, 255, 255, 255, 255, 255, 255, 255]).skip(), Err(CborError));
        for indefinite in [&[0x9f, 0xff], &[0xbf, 0xff], &[0x5f, 0xff], &[0x7f, 0xff]] {
            assert_eq!(Reader::new(indefinite).skip(), Err(CborError));
        }
    }
}
