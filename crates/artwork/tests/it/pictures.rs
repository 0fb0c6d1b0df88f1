use std::io::Cursor;

use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgba, RgbaImage};
use latchstring_artwork::{MAX_PICTURE, MAX_SIDE, PictureError, favicon, logo};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, proptest};

const ORANGE: Rgba<u8> = Rgba([255, 176, 32, 255]);

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let picture = DynamicImage::from(RgbaImage::from_pixel(width, height, ORANGE));
    let picture = if format == ImageFormat::Jpeg { picture.to_rgb8().into() } else { picture };
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn read(png: &[u8]) -> DynamicImage {
    image::load_from_memory_with_format(png, ImageFormat::Png).unwrap()
}

#[test]
fn pictures_of_each_kind_become_png_within_bounds() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        for (given, drawn, tab) in [
            ((132, 40), (132, 40), (64, 64)),
            ((1000, 100), (480, 48), (64, 64)),
            ((100, 1000), (12, 120), (64, 64)),
            ((1, 1), (1, 1), (1, 1)),
        ] {
            let bytes = picture(given.0, given.1, format);
            let (logo, icon) = (logo(&bytes).unwrap(), favicon(&bytes).unwrap());
            assert_eq!((logo.width, logo.height), drawn, "{format:?}");
            assert_eq!((icon.width, icon.height), tab, "{format:?}");
            assert_eq!(read(&logo.png).dimensions(), drawn);
            assert_eq!(read(&icon.png).dimensions(), tab);
        }
    }
}

#[test]
fn t094_nothing_of_a_file_is_left_but_its_pixels() {
    let mut bytes = picture(30, 20, ImageFormat::Png);
    let secret = b"<script>alert(1)</script>";
    // A text in the middle, as PNG allows, and something behind the end.
    let text: Vec<u8> = [b"tEXt".as_slice(), b"Comment\0", secret].concat();
    let length = u32::try_from(text.len() - 4).unwrap().to_be_bytes();
    let chunk = [length.as_slice(), &text, &crc(&text).to_be_bytes()].concat();
    bytes.splice(33..33, chunk);
    bytes.extend(secret);
    let drawn = logo(&bytes).unwrap();
    assert!(!drawn.png.windows(8).any(|part| part == b"<script>"));
    assert_eq!(read(&drawn.png).get_pixel(3, 3), ORANGE);
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

#[test]
fn t094_what_is_no_picture_is_refused() {
    for wrong in [
        b"".as_slice(),
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        b"<?xml version=\"1.0\"?><svg/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"BM\x00\x00",
        b"<html>",
        b"\x00\x00\x01\x00\x01\x00",
    ] {
        assert_eq!(logo(wrong), Err(PictureError::Format), "{wrong:?}");
    }
    assert_eq!(logo(&vec![0; MAX_PICTURE + 1]), Err(PictureError::TooLong));
    let whole = picture(300, 100, ImageFormat::Png);
    assert_eq!(logo(&whole[..whole.len() / 2]), Err(PictureError::Damaged));
    assert_eq!(logo(&whole[..12]), Err(PictureError::Damaged));
}

/// A picture of two gigabytes in a file of seventy bytes.
#[test]
fn t094_a_bomb_is_refused_by_what_it_says_of_itself() {
    for (width, height) in [(MAX_SIDE + 1, 1), (1, MAX_SIDE + 1), (30_000, 30_000), (0, 5)] {
        let mut bytes = picture(2, 2, ImageFormat::Png);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc(&bytes[12..29]).to_be_bytes();
        bytes[29..33].copy_from_slice(&sum);
        let refused = logo(&bytes).unwrap_err();
        assert!(matches!(refused, PictureError::Size | PictureError::Damaged), "{width}: {refused:?}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_fail_otherwise(mut bytes in vec(any::<u8>(), 0..400), which in 0..3_usize) {
        let format = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP][which];
        let whole = picture(9, 7, format);
        let start = whole.len().min(40);
        bytes.splice(0..0, whole[..start].iter().copied());
        prop_assert!(logo(&bytes).is_ok_and(|drawn| drawn.width <= 480) || logo(&bytes).is_err());
    }
}
