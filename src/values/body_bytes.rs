//! Bodies that the service writes as text where they are text, and in base64 where not.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::Error;

/// Padding is optional.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The bytes of a body. An empty text beside base64 stands for none, and empty base64
/// beside a text does, too. `name` is the property with the base64.
pub(crate) fn read(
    name: &str,
    text: Option<&str>,
    base64: Option<&str>,
) -> Result<Option<Vec<u8>>, Error> {
    match (text, base64) {
        (Some(text), None | Some("")) => Ok(Some(text.as_bytes().to_vec())),
        (_, Some(base64)) => match BASE64.decode(base64) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) => Err(Error::decode(format!("{name} is not base64")).with_source(error)),
        },
        (None, None) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_body_is_read_in_whichever_form_it_came() {
        for (text, base64, bytes) in [
            (None, None, None),
            (Some("é"), None, Some("é".as_bytes())),
            (Some("é"), Some(""), Some("é".as_bytes())),
            (Some(""), None, Some(b"".as_slice())),
            (Some(""), Some(""), Some(b"")),
            (None, Some(""), Some(b"")),
            (None, Some("/wA+"), Some(&[0xff, 0, b'>'])),
            (Some(""), Some("/wA="), Some(&[0xff, 0])),
            (Some(""), Some("/wA"), Some(&[0xff, 0])),
            // The text can only be what is left of the bytes.
            (Some("?"), Some("/wA="), Some(&[0xff, 0])),
        ] {
            let read = read("bodyBase64", text, base64).expect("bytes");
            assert_eq!(read.as_deref(), bytes, "{text:?} {base64:?}");
        }
    }

    #[test]
    fn what_is_not_base64_is_an_error_that_names_the_property() {
        for base64 in ["_wA=", "a", "/w A=", "/wA=x", "é"] {
            let error = read("bodyBase64", Some(""), Some(base64)).expect_err(base64);
            assert!(error.is_decode() && error.to_string().contains("bodyBase64"), "{error}");
            assert!(std::error::Error::source(&error).is_some());
        }
    }
}
