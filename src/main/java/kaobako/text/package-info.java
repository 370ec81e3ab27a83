/** Sentences for the user that can be said in any language. Below everything: whatever can fail may say so. */
package kaobako.text;
