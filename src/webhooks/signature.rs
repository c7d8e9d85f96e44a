//! The signature by which a reader knows that it is we who post, and when we did.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;

use super::hex;

/// `t=…,v1=…`: the second it was made in, and the HMAC-SHA-256 of that, a dot and the body, in hexadecimal.
pub(super) fn of(secret: &str, at: Timestamp, body: &str) -> String {
    let second = at.as_second();
    // HMAC takes a key of any length.
    let made = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map(|mut mac| {
        mac.update(second.to_string().as_bytes());
        mac.update(b".");
        mac.update(body.as_bytes());
        hex(&mac.finalize().into_bytes())
    });
    format!("t={second},v1={}", made.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_another_program_makes_of_the_same() {
        // Made by Python: hmac.new(b"Jefe", b'1777885200.{"case":1}', "sha256").hexdigest()
        let at = Timestamp::from_second(1_777_885_200).expect("it is a time");
        assert_eq!(
            of("Jefe", at, r#"{"case":1}"#),
            "t=1777885200,v1=8b9d0ddd12b21cd076e2ff0c4056a86abcfb2ee5dcc1b08544b014de50231547"
        );
        let long = "k".repeat(200);
        assert_eq!(
            of(&long, at, ""),
            "t=1777885200,v1=ec003aeb4af4f2be7d5046ba3b45221be7ec99edbaeed2778d578282eb6a6f8d"
        );
    }
}
