// Goes on with what the reader pressed before the sign-in. Without this script they press once more.
document.getElementById("go-on").requestSubmit();
