package org.zpcidebug.intercept;

import org.zpcidebug.zpci.ConfigSpace;
import org.zpcidebug.zpci.Fib;
import org.zpcidebug.zpci.FunctionList;
import org.zpcidebug.zpci.QueriedFunction;

/**
 * One program that asks about all functions, so that the guest need not be started and stopped for each question: it
 * lists the functions with CLP, and for one after the other asks CLP about function and group, stores the controls with
 * STPCIFC and loads with PCILG the configuration space, of a PCI Express device the beginning of the extended one, and
 * the MSI-X table with its pending bits. It ends before the first function for which there is no room left; what there
 * was no room for alone, such as a long table, is left out, which it notes. {@link SurveyAnswers} reads what it leaves
 * behind.
 *
 * <p>Register 12 holds the address of the data, 13 the number of the function in the list to begin with, 14 the list's
 * resume token.
 */
final class SurveyProgram {

    /** The register with the number of a function in the list. */
    static final int INDEX = 13;

    /** The register with the list's resume token, at the beginning. */
    static final int TOKEN = 14;

    /** Each CLP request, over which the program writes the condition code with which it ended, as IPM has it. */
    static final int REQUEST = 32;

    /** Where a byte of ones says that something was left out: in the list's request, which is of no use any more. */
    static final int LEFT_OUT = 8;

    /** Where the program leaves the number of the first function that was not asked about, when it ends. */
    static final int REACHED = 16;

    /** Where it leaves the end of the answers; 0 until then. */
    static final int BEHIND = 24;

    /** Functions that one list names at most. */
    static final int LISTED = 64;

    /** The list's response. */
    static final int LIST_BYTES = FunctionList.HEADER + LISTED * 16;

    /** Loads of one part at most: of a table as long as there can be. */
    static final int MOST_LOADS = 4096;

    /** What is kept of the answer about a group. */
    static final int GROUP_BYTES = 0x40;

    /** The answer about the group, from the record of a function on. */
    static final int GROUP = REQUEST + QueriedFunction.BYTES;

    /** The controls: a word with the status code, one with the condition code, then 8 bytes, then the block. */
    static final int CONTROLS = GROUP + REQUEST + GROUP_BYTES;

    /** Where the block begins in that. */
    static final int BLOCK = 16;

    /** What was loaded, part by part, behind which are 8 bytes of zeros. */
    static final int PARTS = CONTROLS + BLOCK + Fib.BYTES;

    /**
     * Before the bytes of a part: the word that PCILG was given, with the status code; the condition code; how many loads
     * were not made; how many were to be made; the offset in the address space.
     */
    static final int PART_HEADER = 24;

    private static final int FUNCTION_RESPONSE = 0x168;
    private static final int CONFIG_SPACE = 15;
    private static final int EXPRESS = 0x10;
    private static final int MSI_X = 0x11;
    private static final int MOST_CAPABILITIES = 48;
    private static final int HAS_CAPABILITIES = 0x10;
    private static final int LONGEST_CAPABILITY = ConfigSpace.LONGEST_CAPABILITY;

    private static final int CONFIG_BYTES = PART_HEADER + ConfigSpace.BYTES;
    private static final int MOST_BYTES = PARTS + 2 * CONFIG_BYTES + Long.BYTES;
    private static final int MOST_PENDING = 2048 / Byte.SIZE;
    private static final int BESIDE_TABLE = 2 * PART_HEADER + MOST_PENDING + 2 * Long.BYTES;

    private static final int MOST_CODE = ProbeProgram.DATA;
    private static final int SCRATCH = 5;
    private static final int FUNCTION = 7;
    private static final int COUNT = 8;
    private static final int OUT = 9;
    private static final int LIMIT = 10;
    private static final int CODE = 11;
    private static final int DATA = 12;
    private static final int LINK = 14;
    private static final int CONFIG = 15;

    /** The program. */
    private static final byte[] IMAGE = new SurveyProgram().assemble();

    private final Assembler code = new Assembler(MOST_CODE);
    private int listRequest;
    private int functionRequest;
    private int groupRequest;
    private int loadWords;
    private int loadDoublewords;
    private int findCapability;

    private SurveyProgram() {}

    /** A copy of the program's code. */
    static byte[] image() {
        return IMAGE.clone();
    }

    private byte[] assemble() {
        int begin = code.brc(Assembler.ALWAYS);
        listRequest = request(ClpQuestions.LIST);
        functionRequest = request(ClpQuestions.QUERY_FUNCTION);
        groupRequest = request(ClpQuestions.QUERY_GROUP);
        loadWords = loads(Integer.BYTES);
        loadDoublewords = loads(Long.BYTES);
        findCapability = findCapability();
        code.land(begin);
        code.lgr(CODE, DATA);
        code.aghi(CODE, -ProbeProgram.DATA);
        code.lay(LIMIT, ProbeProgram.DATA_BYTES, 0, DATA);
        list();
        return code.image();
    }

    private int request(int command) {
        int at = code.here();
        code.data(ClpQuestions.request(command));
        return at;
    }

    /** Lists the functions, and goes through them. */
    private void list() {
        code.mvc(0, REQUEST, DATA, listRequest, CODE);
        code.stg(TOKEN, ClpQuestions.OPERAND, DATA);
        clp(DATA, 0, FunctionList.HEADER, LIST_BYTES);
        code.lgr(OUT, DATA);
        int failed = code.brc(Assembler.FAILED);
        code.llgh(SCRATCH, REQUEST + ClpQuestions.RESPONSE_CODE, DATA);
        code.cghi(SCRATCH, ClpQuestions.DONE);
        int refused = code.brc(Assembler.NOT_EQUAL);
        code.llgh(OUT, REQUEST, DATA);
        code.lay(OUT, REQUEST + Long.BYTES - 1, OUT, DATA);
        code.nill(OUT, -Long.BYTES);
        code.sllg(1, INDEX, 4);
        code.lay(1, REQUEST + FunctionList.HEADER, 1, DATA);
        int next = code.here();
        code.llgh(SCRATCH, REQUEST, DATA);
        code.lay(SCRATCH, REQUEST, SCRATCH, DATA);
        code.clgr(1, SCRATCH);
        int done = code.brc(Assembler.NOT_LOW);
        code.lay(SCRATCH, MOST_BYTES, 0, OUT);
        code.clgr(SCRATCH, LIMIT);
        int full = code.brc(Assembler.HIGH);
        function();
        code.xc(0, Long.BYTES, OUT);
        code.aghi(OUT, Long.BYTES);
        code.aghi(INDEX, 1);
        code.aghi(1, 16);
        code.brc(Assembler.ALWAYS, next);
        code.land(failed, refused, done, full);
        code.stg(INDEX, REACHED, DATA);
        code.stg(OUT, BEHIND, DATA);
        code.brc(Assembler.ALWAYS, ProbeProgram.END);
    }

    /** Calls the logical processor with the request at a register's address, behind which the response comes. */
    private void clp(int base, int at, int cleared, int responseBytes) {
        code.xc(at + REQUEST, cleared, base);
        code.mvhhi(at + REQUEST, base, responseBytes);
        code.lay(2, at, 0, base);
        code.clp(3, 2);
        code.ipm(SCRATCH);
        code.st(SCRATCH, at, base);
    }

    /** Asks about the function whose entry in the list register 1 points to. */
    private void function() {
        code.llgf(FUNCTION, 12, 1);
        code.sllg(FUNCTION, FUNCTION, Integer.SIZE);
        code.mvc(0, REQUEST, OUT, functionRequest, CODE);
        code.mvc(ClpQuestions.OPERAND, Integer.BYTES, OUT, 12, 1);
        clp(OUT, 0, QueriedFunction.BYTES, FUNCTION_RESPONSE);
        code.mvc(GROUP, REQUEST, OUT, groupRequest, CODE);
        code.mvc(GROUP + ClpQuestions.PFGID, 1, OUT, REQUEST + ClpQuestions.PFGID, OUT);
        clp(OUT, GROUP, GROUP_BYTES, GROUP_BYTES);
        code.xc(CONTROLS, BLOCK + Fib.BYTES, OUT);
        code.lgr(2, FUNCTION);
        code.stpcifc(2, CONTROLS + BLOCK, OUT);
        code.ipm(SCRATCH);
        code.st(2, CONTROLS, OUT);
        code.st(SCRATCH, CONTROLS + Integer.BYTES, OUT);
        code.aghi(OUT, PARTS);
        config();
    }

    private void config() {
        code.lay(CONFIG, PART_HEADER, 0, OUT);
        loadConfig(0);
        code.ltgr(COUNT, COUNT);
        int failed = code.brc(Assembler.NOT_EQUAL);
        int notExpress = find(EXPRESS);
        loadConfig(ConfigSpace.BYTES);
        findRest();
        code.land(notExpress);
        int none = find(MSI_X);
        code.lghi(COUNT, 0);
        code.lrvh(COUNT, 2, SCRATCH);
        code.nill(COUNT, 0x7ff);
        code.aghi(COUNT, 1);
        code.sllg(2, COUNT, 4);
        code.lay(2, BESIDE_TABLE, 2, OUT);
        code.clgr(2, LIMIT);
        int full = code.brc(Assembler.HIGH);
        // Entries, and where the table and the pending bits are, for the second of the two.
        code.lgr(0, COUNT);
        code.lgr(CONFIG, SCRATCH);
        code.sllg(COUNT, COUNT, 1);
        loadBar(4);
        code.lgr(COUNT, 0);
        code.aghi(COUNT, Long.SIZE - 1);
        code.srlg(COUNT, COUNT, 6);
        loadBar(8);
        int done = code.brc(Assembler.ALWAYS);
        code.land(full);
        code.oi(LEFT_OUT, DATA, 0xff);
        code.land(failed, none, done);
    }

    /** Notes whether an extended capability lies behind the part that was loaded, or reaches there. */
    private void findRest() {
        code.lghi(COUNT, MOST_CAPABILITIES);
        code.lay(SCRATCH, -ConfigSpace.BYTES, 0, OUT);
        int next = code.here();
        code.lghi(2, 0);
        code.lrv(2, 0, SCRATCH);
        code.ltgr(2, 2);
        int none = code.brc(Assembler.EQUAL);
        // All ones are none as well.
        code.lay(3, 1, 0, 2);
        code.srlg(3, 3, Integer.SIZE);
        code.ltgr(3, 3);
        int ones = code.brc(Assembler.NOT_EQUAL);
        code.lay(3, LONGEST_CAPABILITY, 0, SCRATCH);
        code.clgr(3, OUT);
        int reaches = code.brc(Assembler.HIGH);
        code.srlg(2, 2, 20);
        code.nill(2, 0xffc);
        code.cghi(2, ConfigSpace.BYTES);
        int end = code.brc(Assembler.LOW);
        code.cghi(2, 2 * ConfigSpace.BYTES);
        int behind = code.brc(Assembler.NOT_LOW);
        code.lay(SCRATCH, -2 * ConfigSpace.BYTES, 2, OUT);
        code.brctg(COUNT, next);
        int done = code.brc(Assembler.ALWAYS);
        code.land(reaches, behind);
        code.oi(LEFT_OUT, DATA, 0xff);
        code.land(none, ones, end, done);
    }

    private void loadConfig(int offset) {
        code.lgr(6, FUNCTION);
        code.oilh(6, CONFIG_SPACE);
        code.oill(6, Integer.BYTES);
        code.lghi(3, offset);
        code.lghi(COUNT, ConfigSpace.BYTES / Integer.BYTES);
        code.bras(LINK, loadWords);
    }

    /** Where a word of the MSI-X capability says: a BAR in its lowest three bits, an offset in the others. */
    private void loadBar(int word) {
        code.lghi(3, 0);
        code.lrv(3, word, CONFIG);
        code.lgr(6, 3);
        code.nill(6, 7);
        code.nill(3, -8);
        code.sllg(6, 6, 48);
        code.srlg(6, 6, 32);
        code.agr(6, FUNCTION);
        code.oill(6, Long.BYTES);
        code.bras(LINK, loadDoublewords);
    }

    /** Branches when the configuration space has no such capability; its address is in the scratch register else. */
    private int find(int id) {
        code.lghi(4, id);
        code.bras(LINK, findCapability);
        code.ltgr(SCRATCH, SCRATCH);
        return code.brc(Assembler.EQUAL);
    }

    /** A subroutine: the capability with the id in register 4, or 0. */
    private int findCapability() {
        int at = code.here();
        code.lghi(SCRATCH, 0);
        code.tm(6, CONFIG, HAS_CAPABILITIES);
        int has = code.brc(Assembler.NOT_EQUAL);
        code.br(LINK);
        code.land(has);
        code.llgc(SCRATCH, 0x34, CONFIG);
        code.lghi(COUNT, MOST_CAPABILITIES);
        int next = code.here();
        code.nill(SCRATCH, 0xfc);
        int end = code.brc(Assembler.EQUAL);
        code.agr(SCRATCH, CONFIG);
        code.llgc(2, 0, SCRATCH);
        code.cgr(2, 4);
        int found = code.brc(Assembler.EQUAL);
        code.llgc(SCRATCH, 1, SCRATCH);
        code.brctg(COUNT, next);
        code.lghi(SCRATCH, 0);
        code.land(end, found);
        code.br(LINK);
        return at;
    }

    /**
     * A subroutine that loads piece by piece: register 6 has the request, 3 the offset, 8 how many; 8 is how many were
     * not made afterwards.
     */
    private int loads(int piece) {
        int at = code.here();
        code.lgr(SCRATCH, OUT);
        code.xc(0, PART_HEADER, OUT);
        code.st(COUNT, 12, OUT);
        code.stg(3, 16, OUT);
        code.aghi(OUT, PART_HEADER);
        int next = code.here();
        code.lgr(2, 6);
        code.pcilg(4, 2);
        int failed = code.brc(Assembler.FAILED);
        if (piece == Long.BYTES) {
            code.stg(4, 0, OUT);
        } else {
            code.st(4, 0, OUT);
        }
        code.aghi(3, piece);
        code.aghi(OUT, piece);
        code.brctg(COUNT, next);
        code.land(failed);
        code.ipm(4);
        code.st(2, 0, SCRATCH);
        code.st(4, 4, SCRATCH);
        code.st(COUNT, 8, SCRATCH);
        code.aghi(OUT, Long.BYTES - 1);
        code.nill(OUT, -Long.BYTES);
        code.br(LINK);
        return at;
    }
}
