package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrivacyTest {
    @Test
    void homeAndNameAreReplaced() {
        Privacy anna = new Privacy("/home/anna", "anna");
        assertThat(anna.clean("/home/anna/.cache and /home/anna, /media/Anna/x")).isEqualTo("~/.cache and ~, /media/USER/x");
        assertThat(anna.clean("/home/annabel/Hannah")).as("others' names are not hers").isEqualTo("/home/annabel/Hannah");
    }

    @Test
    void windowsWritesPathsInManyWays() {
        Privacy anna = new Privacy("C:\\Users\\Anna B", "Anna B");
        assertThat(anna.clean("C:\\Users\\Anna B\\AppData, c:/users/anna b/Pictures, D:\\Anna B\\x")).isEqualTo("~\\AppData, ~/Pictures, D:\\USER\\x");
    }

    @Test
    void aRootOrEmptyHomeReplacesNothing() {
        assertThat(new Privacy("/", "").clean("/usr/lib")).isEqualTo("/usr/lib");
        assertThat(new Privacy("", "").clean("a text")).isEqualTo("a text");
    }
}
