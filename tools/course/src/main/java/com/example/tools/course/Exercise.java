package com.example.tools.course;

/**
 * What a learner writes: one class, judged by one test class beside it.
 *
 * @param number      as in {@code 5.3}
 * @param name        the class to write
 * @param packageName where it lives
 */
public record Exercise(String number, String name, String packageName) {

    /** As readers see it: {@code 5.3 UpgradeDecision}. */
    public String title() {
        return number + " " + name;
    }

    public String testClass() {
        return packageName + "." + name + "Test";
    }

    /** The class's file below a source root, with slashes. */
    public String file() {
        return packageName.replace('.', '/') + "/" + name + ".java";
    }

    /** The test's file below a source root, with slashes. */
    public String testFile() {
        return packageName.replace('.', '/') + "/" + name + "Test.java";
    }

    /** The part of the number behind the point: its place within its lesson. */
    public int position() {
        return Integer.parseInt(number.substring(number.indexOf('.') + 1));
    }

    /** Whether a person who typed {@code wanted} meant this one: {@code 5.3}, {@code 5}, {@code 05} or the name. */
    public boolean isMeantBy(String wanted) {
        return wanted.equals(number)
                || wanted.equalsIgnoreCase(name)
                || wanted.matches("\\d+") && number.startsWith(Integer.parseInt(wanted) + ".");
    }
}
